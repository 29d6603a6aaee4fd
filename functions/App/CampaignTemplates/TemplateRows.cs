using System.Globalization;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.CampaignTemplates;

/// <summary>A template's partition: one row for its current state, one for each version, and one for each run that has begun.</summary>
internal static class TemplateRows
{
    public const string StateKey = "s";
    private const string VersionPrefix = "v|";
    private const string RunPrefix = "r|";

    public static OwnTable Table { get; } = new("CampaignTemplates", 1);

    public static TableEntity Of(CampaignTemplate template) => StoredJson.Row(template.Name, StateKey, template);

    public static TableEntity Of(string template, TemplateVersion version) => StoredJson.Row(template, VersionKey(version.Version), version);

    public static TableEntity Of(TemplateRun run)
    {
        var row = StoredJson.Row(run.Template, $"{RunPrefix}{RowKey.LatestFirst(run.Planned.At)}", run);
        row["IsOpen"] = run.IsOpen();
        return row;
    }

    public static string VersionKey(int version) => VersionPrefix + version.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>The filter of the templates after a name.</summary>
    public static string StatesAfter(string name) => TableClient.CreateQueryFilter($"PartitionKey gt {name} and RowKey eq {StateKey}");

    public static string VersionsOf(string template) => Of(template, VersionPrefix);

    public static string RunsOf(string template) => Of(template, RunPrefix);

    public static string OpenRuns { get; } = TableClient.CreateQueryFilter($"IsOpen eq {true}");

    private static string Of(string template, string prefix) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {template} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
}
