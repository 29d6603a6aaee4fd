using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>A message that nobody could do anything with.</summary>
/// <param name="Message">Its identifier in the queue.</param>
/// <param name="Reason">Why it is dead; the same codes as in the log.</param>
/// <param name="PutAt">When it was put into the queue.</param>
/// <param name="Task">The task that it tells of, where it tells of one.</param>
public sealed record DeadLetter(string Message, string Reason, DateTimeOffset PutAt, string? Task)
{
    /// <summary>Something was down for long: it is put back into the queue every hour.</summary>
    public bool IsRetried { get; init; }
}

public enum ReplayOutcome
{
    /// <summary>Back in the queue.</summary>
    Replayed,

    /// <summary>It had been sent or skipped in the meantime; the dead letter is gone.</summary>
    AlreadyDone,

    /// <summary>Still nothing that anybody could do something with; it stays where it is.</summary>
    Refused,
}

/// <param name="Reason">Why it was refused; null where it was not.</param>
public sealed record Replay(string Message, ReplayOutcome Outcome, string? Reason);

/// <summary>The queue's dead letters: reads them, and has those tried again that make sense now.</summary>
public sealed class DeadLetters(ServiceBusClient client, NotificationStore store, NotificationDelivery delivery, NotificationQueue queue)
{
    /// <summary>As many as are read or replayed at once; a lock of a minute suffices for them.</summary>
    public const int Most = 100;

    /// <summary>The description of a dead letter that had been tried as often as the retry plan says: it may work later.</summary>
    internal const string TriedForLong = "Tried for long; tried again every hour.";

    private static readonly ServiceBusReceiverOptions Dead = new() { SubQueue = SubQueue.DeadLetter };

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    /// <summary>The oldest ones.</summary>
    public async Task<IReadOnlyList<DeadLetter>> PeekAsync(CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue, Dead);
        var messages = await receiver.PeekMessagesAsync(Most, cancellationToken: cancellationToken);
        return [.. messages.Select(message => new DeadLetter(message.MessageId, message.DeadLetterReason ?? "unknown", message.EnqueuedTime, TaskOf(message)) { IsRetried = IsRetried(message) })];
    }

    /// <summary>Judges the oldest ones anew. Nothing is dropped: what is refused stays, what is replayed is in the queue before it leaves here.</summary>
    public Task<IReadOnlyList<Replay>> ReplayAsync(CancellationToken cancellationToken) => ReplayAsync(onlyRetried: false, cancellationToken);

    /// <param name="onlyRetried">Leave those that need somebody to mend a cause.</param>
    public async Task<IReadOnlyList<Replay>> ReplayAsync(bool onlyRetried, CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue, Dead);
        List<Replay> replays = [];
        // All are taken before the first goes: what dies again at once would be met again and again.
        foreach (var message in await TakeAsync(receiver, cancellationToken))
        {
            var replay = onlyRetried && !IsRetried(message) ? new Replay(message.MessageId, ReplayOutcome.Refused, message.DeadLetterReason) : await JudgeAsync(message, cancellationToken);
            replays.Add(replay);
            await (replay.Outcome == ReplayOutcome.Refused
                ? receiver.AbandonMessageAsync(message, cancellationToken: CancellationToken.None)
                : receiver.CompleteMessageAsync(message, CancellationToken.None));
        }

        return replays;
    }

    private static async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeAsync(ServiceBusReceiver receiver, CancellationToken cancellationToken)
    {
        List<ServiceBusReceivedMessage> taken = [];
        while (taken.Count < Most && await receiver.ReceiveMessagesAsync(Most - taken.Count, Timeout, cancellationToken) is { Count: > 0 } messages)
            taken.AddRange(messages);
        return taken;
    }

    private async Task<Replay> JudgeAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        Replay Refuse(string reason) => new(message.MessageId, ReplayOutcome.Refused, reason);

        if (NotificationMessage.Read(message, out var fault) is not { } asked)
            return Refuse(fault ?? "malformed");
        if (await store.FindAsync(asked.Key, cancellationToken) is not { } notification)
            return Refuse("unknown_notification");
        // What was written by whoever asked for it is not kept once it has failed.
        if (notification is { State: NotificationState.Failed, IsWrittenLate: false })
            return Refuse("mail_gone");
        var channel = delivery.ChannelOf(notification);
        if (await channel.FaultOfAsync(notification, cancellationToken) is { } reason)
            return Refuse(reason);

        // The answer to the last call got lost, and the message did not.
        if (notification.State == NotificationState.Failed && await channel.WasTakenAsync(notification, cancellationToken))
            return await store.WriteAsync(notification.FoundAccepted(), cancellationToken) is null ? Refuse("raced") : new Replay(message.MessageId, ReplayOutcome.AlreadyDone, null);

        if (notification.State == NotificationState.Failed && await store.WriteAsync(notification.TriedAgain(), cancellationToken) is null)
            return Refuse("raced");
        // What stands in a chat is changed as often as its task moves.
        if (notification.State != NotificationState.Failed && !notification.State.IsUnderWay && asked.Version is null)
            return new Replay(message.MessageId, ReplayOutcome.AlreadyDone, null);

        await queue.SendAgainAsync(asked with { Attempt = 0 }, message.SequenceNumber, cancellationToken);
        return new Replay(message.MessageId, ReplayOutcome.Replayed, null);
    }

    private static bool IsRetried(ServiceBusReceivedMessage message) => message.DeadLetterErrorDescription == TriedForLong;

    private static string? TaskOf(ServiceBusReceivedMessage message) =>
        NotificationMessage.Read(message, out _) is { } asked && Domain.Tasks.TaskId.IsWellFormed(asked.Key.Partition) ? asked.Key.Partition : null;
}
