using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Email;

/// <summary>
/// The mail quota, shared by all hosts. The mail service refuses mails beyond its quota and counts the refused ones too.
/// It never waits: the caller learns when to try again.
/// </summary>
public sealed class MailBudget(AppTables tables, IOptions<EmailOptions> options, TimeProvider clock)
{
    private const string Partition = "budget";

    private readonly MailRate _minute = new(options.Value.PerMinute, TimeSpan.FromMinutes(1));
    private readonly MailRate _hour = new(options.Value.PerHour, TimeSpan.FromHours(1));
    // Mails that anybody can request get a quarter in the long run, so that strangers only delay each other.
    private readonly MailRate _minuteShare = new(ShareOf(options.Value.PerMinute), TimeSpan.FromMinutes(1));
    // Many users sign in at the same hour of the day.
    private readonly MailRate _hourShare = new(ShareOf(options.Value.PerHour), TimeSpan.FromHours(1)) { AtOnce = int.Max(1, ShareOf(options.Value.PerHour) / 2) };
    private readonly string _sender = RowKey.Encode(options.Value.Sender);

    // Without a limit there is no row, because it would be the one row that every mail waits for. Then each process remembers for
    // how long the mail service refuses mails.
    private long _blockedUntil = DateTimeOffset.UnixEpoch.UtcTicks;

    private bool IsLimited => _minute.Mails + _hour.Mails > 0;

    /// <summary>Returns null if the mail may be sent now; otherwise when to try again.</summary>
    /// <param name="priority">The mail's priority.</param>
    /// <param name="hasWaited">It has already been queued and does not go back to the end of the queue.</param>
    /// <param name="isOfShare">Anybody can request such mails, so they only get a share of the budget.</param>
    /// <param name="spent">The result of <see cref="ReadAsync"/>.</param>
    internal Task<DateTimeOffset?> TryTakeAsync(MailPriority priority, bool hasWaited, bool isOfShare, Row spent, CancellationToken cancellationToken) =>
        Contention.RetryAsync(
            async tries => await TryTakeOnceAsync(priority, hasWaited, isOfShare, tries == 0 ? spent : await ReadAsync(cancellationToken), clock.GetUtcNow(), cancellationToken),
            () => clock.GetUtcNow() + TimeSpan.FromSeconds(1),
            cancellationToken);

    private async Task<Tried<DateTimeOffset?>> TryTakeOnceAsync(MailPriority priority, bool hasWaited, bool isOfShare, Row row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var earliest = Latest(row.BlockedUntil, _minute.EarliestFor(priority, row.MinuteFullAt), _hour.EarliestFor(priority, row.HourFullAt));
        if (isOfShare)
            earliest = Latest(earliest, _minuteShare.EarliestFor(priority, row.MinuteShareFullAt), _hourShare.EarliestFor(priority, row.HourShareFullAt));
        if (!IsLimited)
            return Contention.Done<DateTimeOffset?>(earliest <= now ? null : earliest);

        var isMine = earliest <= now;
        if (!isMine && (hasWaited || priority == MailPriority.First))
            return Contention.Done<DateTimeOffset?>(earliest);

        // Each mail that waits for the first time gets its own time, so that they do not all retry at once.
        var slot = Latest(earliest, row.QueueEndsAt);
        var next = isMine
            ? Spend(row, isOfShare, now)
            : row with { QueueEndsAt = slot + Longer(_minute.Interval, _hour.Interval) };
        return await TryWriteAsync(next, cancellationToken) ? Contention.Done<DateTimeOffset?>(isMine ? null : slot) : Contention.Overtaken<DateTimeOffset?>();
    }

    /// <summary>The current state, for operators.</summary>
    public async Task<MailBudgetState> StateAsync(CancellationToken cancellationToken)
    {
        var (row, now) = (await ReadAsync(cancellationToken), clock.GetUtcNow());
        int?[] free = [_minute.FreeFor(MailPriority.Usual, row.MinuteFullAt, now), _hour.FreeFor(MailPriority.Usual, row.HourFullAt, now)];
        return new MailBudgetState(
            _minute.Mails,
            _hour.Mails,
            row.BlockedUntil > now ? 0 : free.Min(),
            row.BlockedUntil > now ? row.BlockedUntil : null,
            row.QueueEndsAt > now ? row.QueueEndsAt : null,
            Longer(_minute.Interval, _hour.Interval));
    }

    /// <summary>Blocks sending for as long as the mail service said.</summary>
    public async Task BlockAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (!IsLimited)
        {
            Interlocked.Exchange(ref _blockedUntil, (clock.GetUtcNow() + pause).UtcTicks);
            return;
        }

        await Contention.RetryAsync(
            async _ =>
            {
                var row = await ReadAsync(cancellationToken);
                var until = clock.GetUtcNow() + pause;
                var isBlocked = row.BlockedUntil >= until || await TryWriteAsync(row with { BlockedUntil = until }, cancellationToken);
                return isBlocked ? Contention.Done(true) : Contention.Overtaken<bool>();
            },
            () => false,
            cancellationToken);
    }

    private Row Spend(Row row, bool isOfShare, DateTimeOffset now)
    {
        var spent = row with { MinuteFullAt = _minute.Spend(row.MinuteFullAt, now), HourFullAt = _hour.Spend(row.HourFullAt, now) };
        return isOfShare
            ? spent with { MinuteShareFullAt = _minuteShare.Spend(row.MinuteShareFullAt, now), HourShareFullAt = _hourShare.Spend(row.HourShareFullAt, now) }
            : spent;
    }

    private static int ShareOf(int mails) => mails == 0 ? 0 : int.Max(1, mails / 4);

    /// <summary>What has been spent, for <see cref="TryTakeAsync"/>.</summary>
    internal async Task<Row> ReadAsync(CancellationToken cancellationToken)
    {
        if (!IsLimited)
            return Row.Empty with { BlockedUntil = new DateTimeOffset(Interlocked.Read(ref _blockedUntil), TimeSpan.Zero) };
        var row = await tables.Notifications.FindRowAsync(Partition, _sender, cancellationToken);
        return new Row(
            At(row, nameof(Row.MinuteFullAt)),
            At(row, nameof(Row.HourFullAt)),
            At(row, nameof(Row.QueueEndsAt)),
            At(row, nameof(Row.BlockedUntil)),
            At(row, nameof(Row.MinuteShareFullAt)),
            At(row, nameof(Row.HourShareFullAt)),
            row?.ETag);
    }

    private Task<bool> TryWriteAsync(Row row, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Partition, _sender)
        {
            [nameof(Row.MinuteFullAt)] = row.MinuteFullAt,
            [nameof(Row.HourFullAt)] = row.HourFullAt,
            [nameof(Row.QueueEndsAt)] = row.QueueEndsAt,
            [nameof(Row.BlockedUntil)] = row.BlockedUntil,
            [nameof(Row.MinuteShareFullAt)] = row.MinuteShareFullAt,
            [nameof(Row.HourShareFullAt)] = row.HourShareFullAt,
        };
        return tables.Notifications.TryWriteRowAsync(entity, row.ETag, cancellationToken);
    }

    private static DateTimeOffset At(TableEntity? row, string property) => row?.GetDateTimeOffset(property) ?? DateTimeOffset.UnixEpoch;

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var time in times)
            latest = time > latest ? time : latest;
        return latest;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    internal sealed record Row(
        DateTimeOffset MinuteFullAt,
        DateTimeOffset HourFullAt,
        DateTimeOffset QueueEndsAt,
        DateTimeOffset BlockedUntil,
        DateTimeOffset MinuteShareFullAt,
        DateTimeOffset HourShareFullAt,
        ETag? ETag)
    {
        public static Row Empty { get; } = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null);
    }
}
