using System.Text.Encodings.Web;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;
using Google.Protobuf;
using Kind = Microsoft.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>
/// One execution of a released orchestration, checked in: Histories/{release}/{orchestration}/{path}.json. Its events are those of
/// Durable Task, in the JSON that protobuf defines, so that they can be given to any worker.
/// </summary>
internal sealed record GoldenHistory(string Release, string Orchestration, string Path, string InstanceId, IReadOnlyList<P.HistoryEvent> Events)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Folder => Checkout.PathOf("tests", "Repository.Tests", "Versions", "Histories");

    /// <summary>The events of each turn, in order.</summary>
    public IReadOnlyList<IReadOnlyList<P.HistoryEvent>> Turns
    {
        get
        {
            List<List<P.HistoryEvent>> turns = [];
            foreach (var happened in Events)
            {
                if (happened.EventTypeCase == Kind.OrchestratorStarted)
                    turns.Add([]);
                turns[^1].Add(happened);
            }

            return turns;
        }
    }

    /// <summary>Its actions and its end: the contract of a released orchestration.</summary>
    /// <remarks>Simultaneous messages may be one turn or two; the actions are the same.</remarks>
    public IEnumerable<string> Shape => Events.Select(Asked.Of).OfType<Asked>().Select(asked => $"{asked.Kind} {asked.Name}");

    public static GoldenHistory Of(IReadOnlyList<P.HistoryEvent> events, string path)
    {
        var started = events.First(happened => happened.EventTypeCase == Kind.ExecutionStarted).ExecutionStarted;
        return new(started.Version, started.Name, path, started.OrchestrationInstance.InstanceId, events);
    }

    public static IReadOnlyList<GoldenHistory> All() =>
        [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>One event per line, for readability. Stack traces name files by their path in the checkout, wherever that is.</summary>
    public void Write()
    {
        var folder = System.IO.Path.Combine(Folder, Release, Orchestration);
        Directory.CreateDirectory(folder);
        var facts = new Dictionary<string, string> { ["release"] = Release, ["orchestration"] = Orchestration, ["path"] = Path, ["instanceId"] = InstanceId };
        var lines = facts.Select(fact => $"  {Text(fact.Key)}: {Text(fact.Value)},\n");
        var events = Events.Select(happened => "    " + Text(JsonElement.Parse(JsonFormatter.Default.Format(happened))).Replace($" in {Checkout.Root}/", " in ", StringComparison.Ordinal));
        File.WriteAllText(System.IO.Path.Combine(folder, Path + ".json"), $"{{\n{string.Concat(lines)}  \"events\": [\n{string.Join(",\n", events)}\n  ]\n}}\n");
    }

    private static GoldenHistory Read(string file)
    {
        var history = JsonElement.Parse(File.ReadAllText(file));
        var events = history.GetProperty("events").EnumerateArray().Select(happened => JsonParser.Default.Parse<P.HistoryEvent>(happened.GetRawText()));
        return new(Fact("release"), Fact("orchestration"), Fact("path"), Fact("instanceId"), [.. events]);

        string Fact(string name) => history.GetProperty(name).GetString() ?? throw new JsonException($"{file} has no {name}.");
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Readable);
}
