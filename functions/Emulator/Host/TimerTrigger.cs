using System.Text.Json;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host.Rpc;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>All timer functions.</summary>
internal sealed partial class TimerTrigger(
    IWorkerInvoker invoker,
    Worker worker,
    SettingReferences settings,
    EmulatorDatabase database,
    EmulatorClock clock,
    WorkInFlight work,
    ILogger<TimerTrigger> logger) : ITrigger
{
    private readonly ScheduleMonitor _monitor = new(database);
    private readonly List<TimerFunction> _timers = [];

    public string BindingType => "timerTrigger";

    public IReadOnlyCollection<string> Properties { get; } = ["schedule", "runOnStartup", "useMonitor"];

    /// <summary>The timer functions and their next due times.</summary>
    public IReadOnlyList<(string Function, DateTime Next)> Upcoming =>
        [.. _timers.Select(timer => (timer.Name, timer.Next)).OrderBy(timer => timer.Next)];

    public void Add(WorkerFunction function)
    {
        var schedule = Schedule.Parse(settings.Resolve(function.Trigger.Text("schedule") ?? "", function.Name), function.Name);
        _timers.Add(new TimerFunction(
            function.Name,
            schedule,
            function.Trigger.Flag("useMonitor", otherwise: true, function.Name) ? _monitor : null,
            function.Trigger.Flag("runOnStartup", otherwise: false, function.Name),
            (run, stopping) => RunAsync(function, run, stopping),
            clock,
            work));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var timer in _timers)
            await timer.StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_timers.Select(timer => timer.DisposeAsync().AsTask())).WaitAsync(cancellationToken);

    private async Task RunAsync(WorkerFunction function, TimerRun run, CancellationToken stopping)
    {
        // A worker that crashed is being restarted; runs that become due meanwhile wait for it.
        await worker.WhenUpAsync(stopping);
        try
        {
            var answer = await invoker.InvokeAsync(function, new InvocationInputs { Trigger = Info(run) }, CancellationToken.None);
            if (answer.Failure is { } failure)
                Log.Failed(logger, function.Name, failure.Message);
        }
        catch (WorkerLostException lost)
        {
            Log.Failed(logger, function.Name, lost.Message);
        }
    }

    /// <remarks>The real host also sends the schedule's type, which the worker's TimerInfo does not read.</remarks>
    private static TypedData Info(TimerRun run) => new() { Json = JsonSerializer.Serialize(new { ScheduleStatus = run.Status, run.IsPastDue }) };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Function} failed and will run again at its next occurrence: {Why}")]
        public static partial void Failed(ILogger logger, string function, string why);
    }
}
