using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Layers;

/// <summary>A channel of notifications is one folder. Shared code does not name it.</summary>
public sealed class ChannelSpecs
{
    private const string Name = "Slack";

    private static readonly string Root = Checkout.PathOf("functions");

    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["App/AccessReviewApp.cs"] = "registers the folder",
        ["App/Notifications/RowBySchema3.cs"] = "reads the columns of rows up to schema 3",
        ["App/Telemetry/Redaction.cs"] = "redacts the channel's secret URLs in every log, also in those of the HTTP client",
        ["Domain/Authorization/SignInRules.cs"] = "says what may be decided with this proof",
        ["Domain/Tasks/Actor.cs"] = "lists the kinds of proof, which events store: people do not only read in the channel, they decide there",
    };

    [Fact]
    public void No_source_outside_the_folder_of_a_channel_names_the_channel() =>
        Assert.Equal(Exceptions.Keys.Order(StringComparer.Ordinal), Naming().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Naming() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith($"App/{Name}/", StringComparison.Ordinal) && !file.Split('/').Any(folder => folder is "bin" or "obj"))
        .Where(file => File.ReadAllText(Path.Combine(Root, file)).Contains(Name, StringComparison.OrdinalIgnoreCase));
}
