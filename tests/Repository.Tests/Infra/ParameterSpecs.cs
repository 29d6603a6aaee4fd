using System.Text.Json;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed partial class ParameterSpecs
{
    private static IReadOnlyList<(string[] Names, string[] Columns)> Explained { get; } = ReadmeTables.Rows("Parameters", "parameter");

    [Fact]
    public async Task Every_Bicep_parameter_is_used_or_passed_on()
    {
        var template = await BicepCompiler.TemplateAsync();
        // The declaration names it once, an expression as parameters('name').
        var text = template.RootElement.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal);

        Assert.All(NamesOf(template), name => Assert.Contains($"parameters('{name}')", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_parameter_table_lists_exactly_the_existing_parameters()
    {
        var template = await BicepCompiler.TemplateAsync();

        Assert.Equal(NamesOf(template), Explained.SelectMany(row => row.Names).Order(StringComparer.Ordinal));
        Assert.All(template.RootElement.GetProperty("parameters").EnumerateObject(), parameter => Assert.True(parameter.Value.TryGetProperty("metadata", out var said) && said.TryGetProperty("description", out _), $"{parameter.Name} has no description."));
    }

    [Fact]
    public async Task Azd_can_set_every_parameter_under_the_name_in_the_table()
    {
        var template = await BicepCompiler.TemplateAsync();
        using var passed = JsonDocument.Parse(await File.ReadAllTextAsync(Checkout.PathOf("infra", "main.parameters.json"), TestContext.Current.CancellationToken));
        var variables = passed.RootElement.GetProperty("parameters").EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value.GetProperty("value").GetString());
        var promised = Explained.SelectMany(row => row.Names.Zip(ReadmeTables.NamesIn(row.Columns[1]))).ToDictionary(pair => pair.First, pair => $"${{{pair.Second}}}");

        Assert.Equal(NamesOf(template), variables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(promised.OrderBy(pair => pair.Key, StringComparer.Ordinal), variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value ?? "")));
    }

    [Fact]
    public void The_hooks_use_only_existing_outputs()
    {
        var outputs = Output().Matches(File.ReadAllText(Checkout.PathOf("infra", "main.bicep"))).Select(match => match.Groups[1].Value);
        var asked = Variable().Matches(File.ReadAllText(Checkout.PathOf("infra", "hooks", "make-keys.sh"))).Select(match => match.Groups[1].Value).Distinct();

        // azd itself sets the subscription.
        Assert.Equal([], asked.Except(outputs).Except(["AZURE_SUBSCRIPTION_ID"]));
    }

    private static List<string> NamesOf(JsonDocument template) => [.. template.RootElement.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^output (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Output();

    [GeneratedRegex(@"\$\{?([A-Z][A-Z_]+)")]
    private static partial Regex Variable();
}
