using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Imports;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class JsonLinesSpecs
{
    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("\"FALSCH\"", false)]
    public void A_JSON_number_is_read_like_the_same_text_in_a_CSV_cell(string active, bool isActive) =>
        Assert.Equal(isActive, ReadActive(active, out _));

    [Theory]
    [InlineData("{}")]
    [InlineData("2")]
    [InlineData("[true,false]")]
    public void An_unreadable_status_is_reported_as_urgent_with_the_accepted_values(string active)
    {
        ReadActive(active, out var reader);

        Assert.True(reader.IsUrgent);
        Assert.Contains($"active is \"{active}\". Write true or false", reader.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("until", "20261231")]
    [InlineData("until", "{}")]
    [InlineData("lastUsedAt", "[1]")]
    public void An_unreadable_time_is_reported_with_the_accepted_formats(string property, string value)
    {
        var reader = Read(ImportedFile.Grants, $$"""{"userId":"ada","entitlementId":"vault/reader","{{property}}":{{value}}}""");

        reader.Time(property, null, "Etc/UTC", isEnd: true);

        Assert.True(reader.IsRefused);
        Assert.Contains($"{property} is \"{value}\". Write a day as", reader.Problem, StringComparison.Ordinal);
    }

    private static bool ReadActive(string active, out LineReader reader)
    {
        reader = Read(ImportedFile.Users, $$"""{"id":"ada","email":"ada@example.test","displayName":"Ada","active":{{active}}}""");
        return reader.Active("active", before: true);
    }

    private static LineReader Read(ImportedFile file, string item)
    {
        using var array = JsonDocument.Parse($"[{item}]");
        var line = Assert.Single(JsonLines.Read(file, array.RootElement));
        return new LineReader(new ImportedLine(line.Number, line.Values!), new DirectoryForms());
    }
}
