using System.Reflection;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Replays;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace AccessReview.App.Tests.Versions;

/// <summary>
/// What is under way when a build is deployed was begun by an earlier one: today's orchestrators follow the histories of every
/// release. How they are captured, and how an orchestrator is changed: functions/decisions/0014-versions-in-flight.md.
/// </summary>
public sealed class GoldenHistorySpecs
{
    /// <summary>Set to 1, the paths that are run are written to Histories/{version of host.json}, until that is released.</summary>
    private const string Capture = "CAPTURE_HISTORIES";

    public static TheoryData<string> Paths => [.. ReleasedPath.All.Select(path => path.ToString())];

    [Fact]
    public async Task Todays_orchestrators_follow_every_released_history()
    {
        await using var app = await TheApp.StartAsync();
        var replay = app.Get<HistoryReplay>();

        Assert.All(GoldenHistory.All(), golden => Assert.Null(golden.FindDifference(replay.Replay(golden.ToRecord()))));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Each_path_still_makes_the_history_that_its_release_has(string name)
    {
        var path = ReleasedPath.All.Single(candidate => candidate.ToString() == name);
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Emulator:KeepHistories=true", "Logging:LogLevel:Default=None");
        var instance = await path.RunAsync(app);
        await app.RestAsync();

        var executions = app.Get<HistoryRecords>().Of(instance);
        Assert.NotEmpty(executions);
        Assert.All(executions, execution => Assert.Equal(app.Get<DurableEngineOptions>().DefaultVersion, execution.Version));
        var made = executions.Select((execution, place) => Golden(app, execution, executions.Count == 1 ? path.Name : $"{path.Name}.{place + 1}")).ToList();
        if (Environment.GetEnvironmentVariable(Capture) == "1" && !Release.All.Contains(made[0].Release))
            made.ForEach(history => history.Write());

        // A history of another shape is a change of a released orchestration: it needs a version of its own.
        var kept = GoldenHistory.All().Where(golden => golden.Release == made[0].Release && golden.Orchestration == path.Orchestration).ToDictionary(golden => golden.Path);
        Assert.All(made, history => Assert.Equal(Shape(kept[history.Path]), Shape(history)));
    }

    [Fact]
    public void Every_orchestrator_has_histories_in_each_release_since_it_came()
    {
        var kept = GoldenHistory.All().GroupBy(golden => golden.Orchestration).ToDictionary(group => group.Key, group => group.Select(golden => golden.Release).ToHashSet());

        foreach (var orchestrator in Orchestrators())
        {
            Assert.True(kept.ContainsKey(orchestrator), $"{orchestrator} has no history: add its paths to {nameof(ReleasedPath)} and capture them.");
            Assert.All(Release.All.SkipWhile(release => !kept[orchestrator].Contains(release)), release => Assert.Contains(release, kept[orchestrator]));
        }
    }

    [Fact]
    public async Task A_changed_orchestrator_is_told_from_the_released_one()
    {
        await using var app = await TheApp.StartAsync();
        var golden = GoldenHistory.All().First(golden => golden is { Orchestration: "TaskLifecycle", Path: "decided-early" });

        // As if the look had had another name then, and as if what it is given had.
        var renamed = golden with { Events = [.. golden.Events.Select(happened => happened is HistoryEvent.ActivityScheduled asked ? asked with { Name = "SeeTask" } : happened)] };
        var otherInput = golden with { Asked = [.. golden.Asked.Select(asked => asked with { Name = asked.Name + "s" })] };

        var replay = app.Get<HistoryReplay>();
        var difference = renamed.FindDifference(replay.Replay(renamed.ToRecord()));
        Assert.Contains("TaskLifecycle of release 1.0.0 (decided-early) is not deterministic any more at event 2", difference, StringComparison.Ordinal);
        Assert.Contains("'SeeTask'", difference, StringComparison.Ordinal);
        Assert.Contains("asks for something else", otherInput.FindDifference(replay.Replay(otherInput.ToRecord())), StringComparison.Ordinal);
    }

    private static GoldenHistory Golden(TheApp app, RecordedExecution execution, string path) =>
        app.Get<HistoryReplay>().Replay(execution) is Replayed.Followed followed
            ? GoldenHistory.Of(execution, path, followed)
            : throw new InvalidOperationException($"{execution.Orchestration} ({path}) does not follow the history that it has just made.");

    // What comes together makes one turn or two, as it happens; what is asked for is the same.
    private static IEnumerable<string> Shape(GoldenHistory history) => [.. history.Asked.Select(asked => $"{asked.Kind} {asked.Name}"), history.End];

    private static IEnumerable<string> Orchestrators() =>
        from type in typeof(AccessReviewApp).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
        where method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)))
        select method.GetCustomAttribute<FunctionAttribute>()!.Name; // A trigger belongs to a function.
}
