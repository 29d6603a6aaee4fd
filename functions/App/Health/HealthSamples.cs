using System.Globalization;
using AccessReview.App.Email;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Health;

/// <summary>Takes one sample each half hour and keeps those of two days: each row is used again after that time.</summary>
public sealed partial class HealthSamples(AppTables tables, SentMails sent, QueueLength queue, TimeProvider clock, ILogger<HealthSamples> logger)
{
    /// <summary>The time from one sample to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    private const string Prefix = "sample|";
    private const int MaxRows = 96;

    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The half hour of a time.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Interval.Ticks), TimeSpan.Zero);

    /// <summary>Takes the sample of this half hour, unless it is taken.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var at = StartOf(clock.GetUtcNow());
        var key = KeyOf(at);
        var before = await tables.Samples.FindRowAsync(SentMails.Partition, key, cancellationToken);
        if (before?.GetDateTimeOffset(nameof(HealthSample.At)) == at)
            return;

        await sent.WriteAsync(cancellationToken);
        var counted = await sent.ReadAsync(EntityGroup.MaxActions - 1, cancellationToken);
        var waiting = await CountQueueAsync(cancellationToken);
        var row = new TableEntity(SentMails.Partition, key)
        {
            [nameof(HealthSample.At)] = at,
            [nameof(HealthSample.Waiting)] = waiting?.Total,
            [nameof(HealthSample.IsMore)] = waiting?.IsMore ?? false,
            [nameof(HealthSample.Sent)] = counted.Sum(SentMails.CountOf),
        };
        var group = new EntityGroup();
        if (before is null)
            group.Add(TableTransactionActionType.Add, row);
        else
            group.Add(TableTransactionActionType.UpdateReplace, row, before.ETag);
        foreach (var count in counted)
            group.Add(TableTransactionActionType.Delete, count, count.ETag);
        try
        {
            await group.SubmitAsync(tables.Samples, cancellationToken);
        }
        catch (RequestFailedException taken) when (Contention.IsConflict(taken))
        {
            // Another host takes this sample.
        }
    }

    /// <summary>The samples of the last two days, oldest first. Samples that were not taken are missing.</summary>
    public async Task<IReadOnlyList<HealthSample>> ReadAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SentMails.Partition} and RowKey ge {Prefix} and RowKey lt {Prefix + "~"}");
        var samples = await tables.Samples.QueryAsync<TableEntity>($"{filter} and {tables.Samples.Readable}", cancellationToken: cancellationToken).Select(Of).ToListAsync(cancellationToken);
        return [.. samples.OrderBy(sample => sample.At)];
    }

    private static HealthSample Of(TableEntity row) => new(
        row.GetDateTimeOffset(nameof(HealthSample.At)) ?? default,
        row.GetInt32(nameof(HealthSample.Waiting)),
        row.GetBoolean(nameof(HealthSample.IsMore)) ?? false,
        row.GetInt32(nameof(HealthSample.Sent)) ?? 0);

    private static string KeyOf(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{at.UtcTicks / Interval.Ticks % MaxRows:D2}");

    private async Task<QueueCount?> CountQueueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.CountAsync(cancellationToken).WaitAsync(QueueTimeout, clock, cancellationToken);
        }
        // Any exception of the client means that the queue does not work; the sample says so.
#pragma warning disable CA1031
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotCounted(logger, failed);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The queue could not be counted for a sample")]
        public static partial void NotCounted(ILogger logger, Exception failed);
    }
}
