using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>A message in the dead-letter queue.</summary>
/// <param name="Message">Its id in the queue.</param>
/// <param name="Reason">Why it failed; the same codes as in the log.</param>
/// <param name="PutAt">When it was put into the queue.</param>
/// <param name="Task">The task that it is about; null: none.</param>
public sealed record DeadLetter(string Message, string Reason, DateTimeOffset PutAt, string? Task)
{
    /// <summary>True: a service was down for long, so the message is put back into the queue every hour.</summary>
    public bool IsRetried { get; init; }
}

public enum ReplayOutcome
{
    /// <summary>Put back into the queue.</summary>
    Replayed,

    /// <summary>Sent or skipped meanwhile. The dead letter is removed.</summary>
    AlreadyDone,

    /// <summary>It would fail again. It stays in the dead-letter queue.</summary>
    Refused,
}

/// <param name="Reason">Why it was refused; null: it was not.</param>
public sealed record Replay(string Message, ReplayOutcome Outcome, string? Reason);

/// <summary>The queue's dead letters: reads them, and replays those that can succeed now.</summary>
public sealed class DeadLetters(ServiceBusClient client, NotificationStore store, NotificationDelivery delivery, NotificationQueue queue)
{
    /// <summary>The maximum number of messages read or replayed at once. They fit in the lock time of one minute.</summary>
    public const int MaxLetters = 100;

    /// <summary>The description of a dead letter that used up its retries. It may succeed later.</summary>
    internal const string TriedForLong = "Tried for long; tried again every hour.";

    private static readonly ServiceBusReceiverOptions Dead = new() { SubQueue = SubQueue.DeadLetter };

    /// <summary>How long the queue may take to deliver a message that it holds.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The oldest dead letters.</summary>
    public async Task<IReadOnlyList<DeadLetter>> PeekAsync(CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue, Dead);
        var messages = await receiver.PeekMessagesAsync(MaxLetters, cancellationToken: cancellationToken);
        return [.. messages.Select(message => new DeadLetter(message.MessageId, message.DeadLetterReason ?? "unknown", message.EnqueuedTime, TaskOf(message)) { IsRetried = IsRetried(message) })];
    }

    /// <summary>
    /// Checks the oldest dead letters again. Nothing is lost: a refused one stays, and a replayed one is put into the queue
    /// before it is removed.
    /// </summary>
    public Task<IReadOnlyList<Replay>> ReplayAsync(CancellationToken cancellationToken) => ReplayAsync(onlyRetried: false, cancellationToken);

    /// <param name="onlyRetried">Skips those whose cause a person must fix.</param>
    public async Task<IReadOnlyList<Replay>> ReplayAsync(bool onlyRetried, CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(NotificationMessage.Queue, Dead);
        List<Replay> replays = [];
        // All are received before the first is replayed. Otherwise one that fails again at once would be received repeatedly.
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
        // Only messages that are there are received: waiting for another one takes the whole timeout.
        var waiting = await receiver.PeekMessagesAsync(MaxLetters, cancellationToken: cancellationToken);
        List<ServiceBusReceivedMessage> taken = [];
        while (taken.Count < waiting.Count && await receiver.ReceiveMessagesAsync(waiting.Count - taken.Count, Timeout, cancellationToken) is { Count: > 0 } messages)
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
        // A mail that its caller wrote is not kept after it has failed.
        if (notification is { State: NotificationState.Failed, IsWrittenLate: false })
            return Refuse("mail_gone");
        if (delivery.FindChannel(notification) is not { } channel)
            return Refuse(NotificationDelivery.UnknownChannel);
        if (await channel.FaultOfAsync(notification, cancellationToken) is { } reason)
            return Refuse(reason);

        // The service accepted the mail, but its response was lost.
        if (notification.State == NotificationState.Failed && await channel.WasAcceptedAsync(notification, cancellationToken))
            return await store.WriteAsync(notification.FoundAccepted(), cancellationToken) is null ? Refuse("raced") : new Replay(message.MessageId, ReplayOutcome.AlreadyDone, null);

        if (notification.State == NotificationState.Failed && await store.WriteAsync(notification.TriedAgain(), cancellationToken) is null)
            return Refuse("raced");
        // A chat message is updated whenever its task changes.
        if (notification.State != NotificationState.Failed && !notification.State.IsUnderWay && asked.Version is null)
            return new Replay(message.MessageId, ReplayOutcome.AlreadyDone, null);

        await queue.SendAgainAsync(asked with { Attempt = 0 }, message.SequenceNumber, cancellationToken);
        return new Replay(message.MessageId, ReplayOutcome.Replayed, null);
    }

    private static bool IsRetried(ServiceBusReceivedMessage message) => message.DeadLetterErrorDescription == TriedForLong;

    private static string? TaskOf(ServiceBusReceivedMessage message) =>
        NotificationMessage.Read(message, out _) is { } asked && Domain.Tasks.TaskId.IsWellFormed(asked.Key.Partition) ? asked.Key.Partition : null;
}
