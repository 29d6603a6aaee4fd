using System.Reflection;
using System.Text.RegularExpressions;
using AccessReview.App;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Durable.Dispatch;
using Microsoft.Azure.Functions.Worker;
using Xunit;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>
/// Orchestrations that run during a deployment were started by an earlier build: current orchestrators must replay the histories of every
/// release. How they are captured, and how an orchestrator is changed: functions/decisions/0014-versions-in-flight.md.
/// </summary>
public sealed partial class GoldenHistorySpecs
{
    /// <summary>If 1, the paths are written to Histories/{version of host.json}, until that version is released.</summary>
    private const string Capture = "CAPTURE_HISTORIES";

    public static TheoryData<string> Paths => [.. ReleasedPath.All.Select(path => path.ToString())];

    [Fact]
    public async Task Current_orchestrators_replay_every_released_history()
    {
        await using var app = await TheApp.StartAsync();
        var replay = new HistoryReplay(app);
        var histories = GoldenHistory.All();
        Assert.NotEmpty(histories);

        var differences = await Task.WhenAll(histories.Select(replay.FindDifferenceAsync));

        AssertNone(differences);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Each_recorded_path_still_produces_the_history_of_its_release(string name)
    {
        var path = ReleasedPath.All.Single(candidate => candidate.ToString() == name);
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Emulator:KeepHistories=true", "Logging:LogLevel:Default=None");
        var instance = await path.RunAsync(app);
        await app.RestAsync();

        var executions = app.OfEmulator<SqliteOrchestrationService>().Executions(instance);
        Assert.NotEmpty(executions);
        var made = executions.Select((events, index) => GoldenHistory.Of(events, executions.Count == 1 ? path.Name : $"{path.Name}.{index + 1}")).ToList();
        Assert.All(made, history => Assert.Equal(app.OfEmulator<DurableOptions>().DefaultVersion, history.Release));
        var replay = new HistoryReplay(app);
        AssertNone(await Task.WhenAll(made.Select(replay.FindDifferenceAsync)));
        if (Environment.GetEnvironmentVariable(Capture) == "1" && !Release.All.Contains(made[0].Release))
            made.ForEach(history => history.Write());

        // A history of another shape is a change of a released orchestration: it needs a new version.
        var kept = GoldenHistory.All().Where(golden => golden.Release == made[0].Release && golden.Orchestration == path.Orchestration).ToDictionary(golden => golden.Path);
        Assert.All(made, history => Assert.Equal(kept[history.Path].Shape, history.Shape));
    }

    [Fact]
    public void Every_orchestrator_has_histories_in_each_release_since_its_first()
    {
        var kept = GoldenHistory.All().GroupBy(golden => golden.Orchestration).ToDictionary(group => group.Key, group => group.Select(golden => golden.Release).ToHashSet());

        foreach (var orchestrator in Orchestrators())
        {
            Assert.True(kept.ContainsKey(orchestrator), $"{orchestrator} has no history: add its paths to {nameof(ReleasedPath)} and capture them.");
            Assert.All(Release.All.SkipWhile(release => !kept[orchestrator].Contains(release)), release => Assert.Contains(release, kept[orchestrator]));
        }
    }

    [Fact]
    public void No_history_names_a_folder_of_the_machine_that_wrote_it() =>
        Assert.DoesNotContain(Directory.EnumerateFiles(GoldenHistory.Folder, "*.json", SearchOption.AllDirectories), file => FolderOfAMachine().IsMatch(File.ReadAllText(file)));

    // Sources of packages are in /_/.
    [GeneratedRegex(@" in (/(?!_/)|[A-Z]:)")]
    private static partial Regex FolderOfAMachine();

    [Fact]
    public async Task A_changed_orchestrator_is_detected()
    {
        await using var app = await TheApp.StartAsync();
        var replay = new HistoryReplay(app);
        var golden = GoldenHistory.All().First(golden => golden is { Orchestration: "TaskLifecycle", Path: "decided-early" });

        // As if the activity had another name or input then, or was awaited in another order.
        var renamed = await replay.FindDifferenceAsync(Changed(golden, happened => happened.TaskScheduled?.Name = "SeeTask"));
        var givenOtherwise = await replay.FindDifferenceAsync(Changed(golden, happened => happened.TaskScheduled?.Input = "[{}]"));
        var waitedOtherwise = await replay.FindDifferenceAsync(Changed(golden, happened => happened.TimerCreated?.FireAt.Seconds += 1));

        Assert.Contains("TaskLifecycle of release 1.0.0 (decided-early) asks for something else in turn 1: [#0 activity LookAtTask", renamed, StringComparison.Ordinal);
        Assert.Contains("instead of [#0 activity SeeTask", renamed, StringComparison.Ordinal);
        Assert.Contains("instead of [#0 activity LookAtTask [{}]]", givenOtherwise, StringComparison.Ordinal);
        Assert.Contains("asks for something else in turn 2: [#1 timer", waitedOtherwise, StringComparison.Ordinal);
    }

    private static void AssertNone(IEnumerable<string?> differences) =>
        Assert.True(differences.All(difference => difference is null), string.Join(Environment.NewLine, differences.OfType<string>()));

    private static GoldenHistory Changed(GoldenHistory golden, Action<P.HistoryEvent> change)
    {
        var events = golden.Events.Select(happened => happened.Clone()).ToList();
        events.ForEach(change);
        return golden with { Events = events };
    }

    private static IEnumerable<string> Orchestrators() =>
        from type in typeof(AccessReviewApp).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
        where method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)))
        select method.GetCustomAttribute<FunctionAttribute>()!.Name; // A trigger belongs to a function.
}
