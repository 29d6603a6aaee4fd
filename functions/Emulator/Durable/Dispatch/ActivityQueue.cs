using System.Threading.Channels;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable.Storage;
using DurableTask.Core.History;

namespace AccessReview.Emulator.Durable.Dispatch;

/// <summary>Activities that are ready to run.</summary>
internal sealed class ActivityQueue(WorkInFlight work)
{
    private readonly Channel<ActivityItem> _queue = Channel.CreateUnbounded<ActivityItem>();

    // The work item owns the token and disposes it.
#pragma warning disable CA2000
    public void Add(HubMessage scheduled) =>
        _queue.Writer.TryWrite(new ActivityItem
        {
            Id = $"{scheduled.InstanceId}:{((TaskScheduledEvent)scheduled.Event).EventId}:{scheduled.Id}",
            // There is only one host, so the lock needs no renewal.
            LockedUntilUtc = DateTime.MaxValue,
            TaskMessage = scheduled.ToTaskMessage(),
            Scheduled = scheduled,
            Token = work.Begin(),
        });
#pragma warning restore CA2000

    public ValueTask<ActivityItem> TakeAsync(CancellationToken cancellationToken) => _queue.Reader.ReadAsync(cancellationToken);
}
