using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.FunctionsHost.Host;

/// <summary>All timer functions.</summary>
internal sealed class TimerTrigger(
    IWorkerInvoker invoker,
    Worker worker,
    SettingReferences settings,
    EmulatorDatabase database,
    EmulatorClock clock,
    WorkInFlight work,
    ILogger<TimerTrigger> logger) : ITrigger
{
    private readonly TimerMonitor _monitor = new(database);
    private readonly List<TimerFunction> _timers = [];

    public string BindingType => "timerTrigger";

    public IReadOnlyCollection<string> Properties { get; } = ["schedule", "runOnStartup", "useMonitor"];

    /// <summary>Each timer function and when it is due next.</summary>
    public IReadOnlyList<(string Function, DateTime Next)> Upcoming =>
        [.. _timers.Select(timer => (timer.Name, timer.Next)).OrderBy(timer => timer.Next)];

    public void Add(WorkerFunction function)
    {
        var schedule = Schedule.Parse(settings.Resolve(function.Trigger.Text("schedule") ?? "", function.Name), function.Name);
        _timers.Add(new TimerFunction(function, schedule, _monitor, RunAsync, clock, work, logger));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var timer in _timers)
            await timer.StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_timers.Select(timer => timer.DisposeAsync().AsTask())).WaitAsync(cancellationToken);

    // A worker that has just crashed is started again; what is due meanwhile runs then.
    private async Task<InvocationAnswer> RunAsync(WorkerFunction function, InvocationInputs inputs, CancellationToken stopping)
    {
        await worker.WhenUpAsync(stopping);
        return await invoker.InvokeAsync(function, inputs, CancellationToken.None);
    }
}
