using AccessReview.Emulator.Durable.Turns;
using AccessReview.Emulator.Storage;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Durable;

/// <summary>Durable Functions on one machine: starts with all that an earlier process had left undone.</summary>
internal sealed class DurableEngine(
    EmulatorDatabase database,
    DurableTaskClient client,
    Mailboxes mailboxes,
    TimerService timers,
    ActivityDispatcher activities,
    TurnDispatcher turns) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public DurableTaskClient Client => client;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        database.EnsureSchema(DurableSchema.Sql);
        var (inbox, open, armed) = database.Read(connection =>
            (MessageInbox.All(connection), ActivityRows.All(connection), TimerRows.All(connection)));
        inbox.ForEach(mailboxes.Deliver);
        open.ForEach(activities.Enqueue);
        armed.ForEach(timers.Arm);
        _running = Task.WhenAll(activities.RunAsync(_stopping.Token), turns.RunAsync(_stopping.Token));
        return Task.CompletedTask;
    }

    /// <summary>Ends after the turns under way are written; activities that do not heed their token are waited for no longer than the host allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        timers.Dispose();
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();
}
