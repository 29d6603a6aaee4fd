using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AccessReview.Verifier;

/// <summary>
/// Compares what the files say about each other: the population with its hash from the time when it was recorded, the items with the
/// population, the chains of events with their hashes, and the numbers with the items.
/// </summary>
internal static class ContentCheck
{
    private const string Population = "population.jsonl";
    private const string Late = "late.jsonl";
    private const string Items = "items.jsonl";
    private const string Events = "events.jsonl";
    private const string Campaign = "campaign.json";

    public static IEnumerable<string> Run(ZipArchive zip, Manifest manifest, List<string> facts)
    {
        List<string> faults = [];
        var ids = ReadPopulation(zip, manifest, faults);
        var recorded = ids.Count;
        AddLate(zip, ids, faults);
        var heads = ReadChains(zip, faults);
        CheckItems(zip, ids, heads, faults);
        if (faults.Count == 0)
            facts.Add($"{recorded} items match the recorded population, {(ids.Count == recorded ? "" : $"{ids.Count - recorded} were added later, ")}and {heads.Count} histories of tasks are whole.");
        return faults;
    }

    /// <summary>The ids of the items in their order.</summary>
    private static List<string> ReadPopulation(ZipArchive zip, Manifest manifest, List<string> faults)
    {
        List<string> ids = [];
        var hash = "";
        foreach (var line in Entries.TextLinesOf(zip, Population))
        {
            using var item = JsonDocument.Parse(line);
            ids.Add(item.RootElement.GetProperty("id").GetString() ?? "");
            if (item.RootElement.GetProperty("position").GetInt32() != ids.Count)
                faults.Add($"{Population}: line {ids.Count} is not item {ids.Count}.");
            hash = Hash($"{hash}\n{item.RootElement.GetProperty("recorded").GetString()}");
        }

        if (hash != manifest.PopulationHash)
            faults.Add($"{Population} does not match the hash that was computed when the population was recorded.");
        if (ids.Count != manifest.Items)
            faults.Add($"{Population} has {ids.Count} items, and the manifest says {manifest.Items}.");
        return ids;
    }

    /// <summary>Adds the ids of the items that were added after the population was recorded.</summary>
    private static void AddLate(ZipArchive zip, List<string> ids, List<string> faults)
    {
        var added = new SortedDictionary<int, string>();
        foreach (var line in zip.GetEntry(Late) is null ? [] : Entries.TextLinesOf(zip, Late))
        {
            using var late = JsonDocument.Parse(line);
            if (late.RootElement.TryGetProperty("position", out var position) && !added.TryAdd(position.GetInt32(), late.RootElement.GetProperty("id").GetString() ?? ""))
                faults.Add($"{Late} has two items at {position.GetInt32()}.");
        }

        foreach (var (position, id) in added)
        {
            ids.Add(id);
            if (position != ids.Count)
                faults.Add($"{Late}: item {position} should be item {ids.Count}.");
        }
    }

    /// <summary>The hash of the newest event of each task, by the task's number.</summary>
    private static Dictionary<int, string> ReadChains(ZipArchive zip, List<string> faults)
    {
        var heads = new Dictionary<int, (string Hash, long Version)>();
        foreach (var line in Entries.TextLinesOf(zip, Events))
        {
            using var read = JsonDocument.Parse(line);
            var happened = read.RootElement;
            var (number, version) = (happened.GetProperty("number").GetInt32(), happened.GetProperty("version").GetInt64());
            var before = heads.GetValueOrDefault(number, ("", 0));
            var hash = Hash($"{before.Item1}\n{version.ToString(CultureInfo.InvariantCulture)}\n{happened.GetProperty("event").GetString()}");
            if (version != before.Item2 + 1 || happened.GetProperty("hash").GetString() != hash)
                faults.Add($"{Events}: the history of task {number} is broken at version {version}.");
            heads[number] = (happened.GetProperty("hash").GetString() ?? "", version);
        }

        return heads.ToDictionary(head => head.Key, head => head.Value.Hash);
    }

    private static bool IsOwn(JsonElement item, JsonElement decision) =>
        decision.GetProperty("by").GetProperty("id").GetString() == item.GetProperty("person").GetProperty("id").GetString();

    /// <summary>A campaign may ask people whether they still need their access. They can give it up, and nothing else.</summary>
    private static bool IsGivenUp(JsonElement decision) =>
        (decision.GetProperty("authority").GetString(), decision.GetProperty("decision").GetString()) == ("holder", "remove");

    private static void CheckItems(ZipArchive zip, List<string> ids, Dictionary<int, string> heads, List<string> faults)
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in Entries.TextLinesOf(zip, Items))
        {
            number++;
            using var read = JsonDocument.Parse(line);
            var item = read.RootElement;
            if (number > ids.Count || item.GetProperty("id").GetString() != ids[number - 1])
                faults.Add($"{Items}: line {number} is not item {number} of the population.");
            if (item.TryGetProperty("task", out var task) && (!heads.TryGetValue(task.GetInt32(), out var head) || item.GetProperty("taskHead").GetString() != head))
                faults.Add($"{Items}: line {number} and the history of its task {task.GetInt32()} do not match.");
            if (item.TryGetProperty("decision", out var decision) && IsOwn(item, decision) && !IsGivenUp(decision))
                faults.Add($"{Items}: line {number} was decided by the person whose access it is.");
            if (item.TryGetProperty("outcome", out var outcome))
                outcomes[outcome.GetString() ?? ""] = outcomes.GetValueOrDefault(outcome.GetString() ?? "") + 1;
        }

        if (number != ids.Count)
            faults.Add($"{Items} has {number} items, and the population has {ids.Count}.");
        using var campaign = JsonDocument.Parse(Entries.Read(zip, Campaign) ?? throw new KeyNotFoundException($"{Campaign} is missing."));
        foreach (var count in campaign.RootElement.GetProperty("numbers").GetProperty("outcomes").EnumerateArray())
        {
            var (outcome, said) = (count.GetProperty("outcome").GetString() ?? "", count.GetProperty("count").GetInt32());
            if (outcomes.GetValueOrDefault(outcome) != said)
                faults.Add($"{Campaign} counts {said} items as {outcome}, and {Items} has {outcomes.GetValueOrDefault(outcome)}.");
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
