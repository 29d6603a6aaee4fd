using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Orchestrators;
using AccessReview.Emulator.Durable.Replays;

namespace AccessReview.App.Tests.Versions;

/// <summary>What an orchestration asked for, with all that another build would be given of it.</summary>
/// <param name="Kind">activity, timer, subOrchestration, event.</param>
/// <param name="Name">Of the activity, orchestration or event; null: a timer.</param>
/// <param name="At">When the timer fires.</param>
/// <param name="To">The instance that is started or told.</param>
internal sealed record Asked(int Id, string Kind, string? Name, JsonElement? Input, DateTimeOffset? At, string? To)
{
    public static Asked Of(OrchestratorAction action) => action switch
    {
        OrchestratorAction.ScheduleActivity asked => new(asked.Id, "activity", asked.Name, Parse(asked.Input), null, null),
        OrchestratorAction.CreateTimer asked => new(asked.Id, "timer", null, null, asked.FireAt, null),
        OrchestratorAction.StartSubOrchestration asked => new(asked.Id, "subOrchestration", asked.Name, Parse(asked.Input), null, asked.InstanceId),
        OrchestratorAction.SendEvent asked => new(asked.Id, "event", asked.Name, Parse(asked.Input), null, asked.InstanceId),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}

/// <summary>One execution of a released orchestration as it really happened, checked in: Histories/{release}/{orchestration}/{path}.json.</summary>
internal sealed record GoldenHistory(
    string Release, string Orchestration, string Path, string InstanceId, JsonElement? Input, string End, string? Output, IReadOnlyList<Asked> Asked, IReadOnlyList<HistoryEvent> Events)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Folder => Checkout.PathOf("tests", "App.Tests", "Versions", "Histories");

    public RecordedExecution ToRecord() => new(Orchestration, Release, InstanceId, Input?.GetRawText(), End, Output, Events);

    public static GoldenHistory Of(RecordedExecution recorded, string path, Replayed.Followed followed) => new(
        recorded.Version,
        recorded.Orchestration,
        path,
        recorded.InstanceId,
        recorded.Input is { } input ? JsonElement.Parse(input) : null,
        recorded.End,
        recorded.Output,
        [.. followed.Asked.Select(Versions.Asked.Of)],
        recorded.Events);

    public static IReadOnlyList<GoldenHistory> All() =>
        [.. System.IO.Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    public static GoldenHistory Read(string file) =>
        JsonSerializer.Deserialize<GoldenHistory>(File.ReadAllText(file), Readable) ?? throw new JsonException($"{file} is empty.");

    /// <summary>A line a request and a line an event, so that people can read it.</summary>
    public void Write()
    {
        var folder = System.IO.Path.Combine(Folder, Release, Orchestration);
        System.IO.Directory.CreateDirectory(folder);
        var lines = JsonSerializer.SerializeToElement(this, Readable).EnumerateObject().Select(property => $"  {Text(property.Name)}: {Lines(property.Value)}");
        File.WriteAllText(System.IO.Path.Combine(folder, Path + ".json"), $"{{\n{string.Join(",\n", lines)}\n}}\n");
    }

    /// <summary>Null where today's code does what it did then; else what differs, in a sentence.</summary>
    public string? FindDifference(Replayed replayed)
    {
        var what = $"{Orchestration} of release {Release} ({Path})";
        if (replayed is Replayed.Departed departed)
            return $"{what} is not deterministic any more at event {departed.Event} of {Events.Count}, {NameOf(departed.Event)}: {departed.Why}";

        var followed = (Replayed.Followed)replayed;
        foreach (var (then, now) in Asked.Zip(followed.Asked.Select(Versions.Asked.Of)))
        {
            if (Text(then) != Text(now))
                return $"{what} asks for something else at request {then.Id}: {Text(now)} instead of {Text(then)}. What is under way was given the one, and may be run by the other.";
        }

        return followed.End == (End, Output) ? null : $"{what} ends otherwise: {followed.End} instead of {(End, Output)}.";
    }

    private string NameOf(int number) => number < Events.Count ? Text(Events[number]) : "its end";

    private static string Lines(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
        ? $"[\n{string.Join(",\n", value.EnumerateArray().Select(item => "    " + Text(item)))}\n  ]"
        : Text(value);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Readable);
}
