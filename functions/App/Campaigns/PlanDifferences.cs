using System.Text.Json.Nodes;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;

namespace AccessReview.App.Campaigns;

/// <summary>A setting that differs between two plans.</summary>
/// <param name="Pointer">Where the setting is, as a JSON pointer.</param>
/// <param name="Before">Null: it was not set.</param>
/// <param name="After">Null: it is not set.</param>
public sealed record PlanDifference(string Pointer, string? Before, string? After);

/// <summary>Compares plans setting by setting, as they are written in JSON.</summary>
internal static class PlanDifferences
{
    /// <summary>What changes with each run, so that it says nothing about the plan.</summary>
    private static readonly string[] OfEachRun = ["/name", "/due", "/closesAt", "/origin"];

    /// <summary>The differences of a run's plan to that of the run before.</summary>
    public static IReadOnlyList<PlanDifference> OfRuns(CampaignPlan before, CampaignPlan after) =>
        [.. Between(before, after).Where(one => !OfEachRun.Any(setting => one.Pointer == setting || one.Pointer.StartsWith($"{setting}/", StringComparison.Ordinal)))];

    /// <summary>The settings that differ, by their pointers.</summary>
    public static IReadOnlyList<PlanDifference> Between<T>(T before, T after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(pointer => new PlanDifference(pointer, old.GetValueOrDefault(pointer), now.GetValueOrDefault(pointer)))
                .Where(one => one.Before != one.After),
        ];
    }

    private static Dictionary<string, string> Flatten<T>(T value)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(JsonNode.Parse(RowJson.Write(value)), "", settings);
        return settings;
    }

    private static void Add(JsonNode? node, string pointer, Dictionary<string, string> settings)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, member) in members)
                Add(member, $"{pointer}/{name}", settings);
        }
        else if (TextOf(node) is { Length: > 0 } text)
        {
            settings[pointer] = text;
        }
    }

    private static string TextOf(JsonNode? node) => node switch
    {
        JsonArray list => string.Join(", ", list.Select(TextOf)),
        JsonObject members => members.ToJsonString(),
        null => "",
        _ => node.ToString(),
    };
}
