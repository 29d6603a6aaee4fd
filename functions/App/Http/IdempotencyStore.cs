using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Http;

/// <summary>
/// Stores responses by Idempotency-Key. A row first marks the key as used for one body; later it holds the response.
/// A mark without a response does not block the caller: the request is repeated under the same <see cref="OperationId"/>.
/// </summary>
public sealed partial class IdempotencyStore(AppTables tables, TimeProvider clock, ILogger<IdempotencyStore> logger)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    internal async Task<IdempotencyState> BeginAsync(IdempotencyRowKey rowKey, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            var mark = new TableEntity(rowKey.Partition, rowKey.Row) { ["BodyHash"] = rowKey.BodyHash, ["StartedAt"] = now };
            try
            {
                // Most keys are new, so the row is added without reading first.
                return new IdempotencyState.Begun(rowKey, (await tables.Answers.AddEntityAsync(mark, cancellationToken)).Headers.ETag ?? default, now);
            }
            catch (RequestFailedException known) when (known.Status == StatusCodes.Status409Conflict)
            {
                if (await ReadAsync(rowKey, mark, now, cancellationToken) is { } state)
                    return state;
            }
        }
    }

    /// <summary>Returns null if the row was deleted or replaced in the meantime.</summary>
    private async Task<IdempotencyState?> ReadAsync(IdempotencyRowKey rowKey, TableEntity mark, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await tables.Answers.FindRowAsync(rowKey.Partition, rowKey.Row, cancellationToken) is not { } row)
            return null;

        var startedAt = row.GetDateTimeOffset("StartedAt") ?? default;
        if (now - startedAt >= Kept)
            return await ReplaceAsync(rowKey, mark, row.ETag, now, cancellationToken);
        if (row.GetString("BodyHash") != rowKey.BodyHash)
            return new IdempotencyState.OtherBody();
        return row.GetInt32("Status") is null ? new IdempotencyState.Begun(rowKey, row.ETag, startedAt) : new IdempotencyState.Given(IdempotencyRow.Read(row));
    }

    private async Task<IdempotencyState?> ReplaceAsync(IdempotencyRowKey rowKey, TableEntity mark, ETag read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return new IdempotencyState.Begun(rowKey, (await tables.Answers.UpdateEntityAsync(mark, read, TableUpdateMode.Replace, cancellationToken)).Headers.ETag ?? default, now);
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            return null;
        }
    }

    // The request is complete when these two methods are called, so the caller's cancellation is ignored.
    // A failure here must not change the response: a request without a stored response is repeated with the same result.

    internal async Task KeepAsync(IdempotencyState.Begun begun, IdempotentAnswer answer)
    {
        // A response that is too large is not stored; see above.
        if (IdempotencyRow.Write(begun.Place, answer, clock.GetUtcNow()) is { } row)
            await TryAsync(() => tables.Answers.UpdateEntityAsync(row, begun.ETag, TableUpdateMode.Replace, CancellationToken.None));
    }

    /// <summary>Deletes the mark of a refused request. It changed nothing, so its key can be used again.</summary>
    internal Task FreeAsync(IdempotencyState.Begun begun) =>
        TryAsync(() => tables.Answers.DeleteEntityAsync(begun.Place.Partition, begun.Place.Row, begun.ETag, CancellationToken.None));

    /// <summary>Deletes the responses that have expired.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        await foreach (var row in tables.Answers.QueryAsync<TableEntity>($"{TableClient.CreateQueryFilter($"StartedAt lt {before}")} and {tables.Answers.Readable}", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            await tables.Answers.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            // Another attempt of the same request was faster and stored its response.
        }
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.NotWritten(logger, failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The response to a request with an Idempotency-Key could not be stored; the request itself succeeded")]
        public static partial void NotWritten(ILogger logger, Exception failed);
    }
}
