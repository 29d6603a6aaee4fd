using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Durable.Worker;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Kind = Microsoft.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>
/// Lets the app's own worker replay each turn of a history, like a process that was deployed
/// meanwhile, and compares its actions with the recorded ones. Nothing else is run.
/// </summary>
internal sealed class HistoryReplay(TheApp app)
{
    private readonly IDurableWorker _worker = app.OfEmulator<IDurableWorker>();
    private readonly DurableOptions _options = app.OfEmulator<DurableOptions>();

    /// <summary>Null if the current code takes the recorded actions; otherwise the difference in a sentence.</summary>
    public async Task<string?> FindDifferenceAsync(GoldenHistory golden)
    {
        var what = $"{golden.Orchestration} of release {golden.Release} ({golden.Path})";
        if (!_worker.HasOrchestrator(golden.Orchestration))
            return $"{what} has no orchestrator function of that name any more.";
        if (_options.IsRejected(golden.Release))
            return $"{what} is of a version that this build leaves alone: host.json says {_options.DefaultVersion}.";

        List<P.HistoryEvent> past = [];
        foreach (var (number, turn) in golden.Turns.Index())
        {
            var now = await TakeAsync(golden, past, turn);
            var then = turn.Select(Asked.Of).OfType<Asked>().ToList();
            if (!then.SequenceEqual(now))
                return $"{what} asks for something else in turn {number + 1}: [{string.Join("; ", now)}] instead of [{string.Join("; ", then)}]. What is under way was given the one, and may be run by the other.";
            past.AddRange(turn);
        }

        return null;
    }

    private async Task<List<Asked>> TakeAsync(GoldenHistory golden, List<P.HistoryEvent> past, IReadOnlyList<P.HistoryEvent> turn)
    {
        var request = new P.OrchestratorRequest { InstanceId = golden.InstanceId };
        request.Properties["defaultVersion"] = Value.ForString(_options.DefaultVersion);
        request.PastEvents.AddRange(past);
        request.NewEvents.AddRange(turn.Where(happened => happened.EventTypeCase != Kind.OrchestratorCompleted && Asked.Of(happened) is null));
        var answer = await _worker.RunOrchestratorAsync(golden.Orchestration, Convert.ToBase64String(request.ToByteArray()));
        var response = P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
        return [.. response.Actions.OrderBy(action => action.OrchestratorActionTypeCase == P.OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration).ThenBy(action => action.Id).Select(Asked.Of)];
    }
}
