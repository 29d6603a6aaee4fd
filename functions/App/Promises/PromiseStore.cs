using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Retries;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Promises;

/// <summary>One row for each promise. It is written before the user gets a response and removed when the promise is kept.</summary>
public sealed partial class PromiseStore(AppTables tables, TimeProvider clock, ILogger<PromiseStore> logger)
{
    /// <summary>A promise is checked after this time. Most are kept sooner.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>The number of partitions that promises are spread over.</summary>
    private const int Shards = 16;

    /// <summary>Makes a promise. Making it again does nothing.</summary>
    /// <param name="input">The input of its orchestration, as JSON; null: none.</param>
    public async Task MakeAsync(PromiseKind kind, string id, CancellationToken cancellationToken, string? input = null)
    {
        var now = clock.GetUtcNow();
        await tables.Promises.TryWriteRowAsync(RowOf(new Promise(kind, id, now) { NextTry = now + Timeout, Input = input }), null, cancellationToken);
    }

    /// <summary>Removes a promise that is done or no longer wanted.</summary>
    public Task KeepAsync(PromiseKind kind, string id, CancellationToken cancellationToken) =>
        tables.Promises.DeleteEntityAsync(ShardOf(id), Promise.KeyOf(kind, id), ETag.All, cancellationToken);

    public async Task<Promise?> FindAsync(PromiseKind kind, string id, CancellationToken cancellationToken) =>
        await tables.Promises.FindRowAsync(ShardOf(id), Promise.KeyOf(kind, id), cancellationToken) is { } row ? Of(row) : null;

    /// <summary>All promises, oldest first. There are few, because kept ones are removed.</summary>
    public async Task<IReadOnlyList<Promise>> AllAsync(CancellationToken cancellationToken)
    {
        List<Promise> all = [];
        await foreach (var row in tables.Promises.QueryAsync<TableEntity>(tables.Promises.Readable, cancellationToken: cancellationToken))
        {
            // A kind that this build does not know belongs to a newer build.
            if (Of(row) is { } promise)
                all.Add(promise);
        }

        return [.. all.OrderBy(promise => promise.Since)];
    }

    /// <summary>Returns null if another process wrote or removed it meanwhile.</summary>
    public async Task<Promise?> WriteAsync(Promise promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        try
        {
            var answer = await tables.Promises.UpdateEntityAsync(RowOf(promise), promise.ETag, TableUpdateMode.Replace, cancellationToken);
            return promise with { ETag = answer.Headers.ETag ?? default };
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>Removes it unless another process wrote it meanwhile.</summary>
    public async Task RemoveAsync(Promise promise, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(promise);
        try
        {
            await tables.Promises.DeleteEntityAsync(ShardOf(promise.Id), promise.Key, promise.ETag, cancellationToken);
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
        }
    }

    /// <summary>Writes it without an ETag check.</summary>
    internal Task PutAsync(Promise promise, CancellationToken cancellationToken) =>
        tables.Promises.UpsertEntityAsync(RowOf(promise), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Does a part of the promised work. If it fails, the cause is recorded.</summary>
    public async Task<T> WatchAsync<T>(PromiseKind kind, string id, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            return await work();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            await NoteAsync(kind, id, failed);
            throw;
        }
    }

    /// <summary>Records why a promise is not kept yet. Best effort: the same fault may also prevent this write.</summary>
    /// <param name="isNew">If there is no promise, one is made, with one try.</param>
    public async Task NoteAsync(PromiseKind kind, string id, Exception failed, bool isNew = false)
    {
        var cause = Cause.Of(failed);
        try
        {
            var now = clock.GetUtcNow();
            if (await FindAsync(kind, id, CancellationToken.None) is { } promise)
            {
                if (promise.Cause != cause)
                    await WriteAsync(promise with { Cause = cause }, CancellationToken.None);
            }
            else if (isNew)
            {
                var made = new Promise(kind, id, now) { Tries = 1, Cause = cause, NextTry = now + BackOff.After(1, Promise.KeyOf(kind, id)) };
                await tables.Promises.TryWriteRowAsync(RowOf(made), null, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The caller throws the original error, which this one must not replace.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            Log.NotRecorded(logger, kind, cause, Cause.Of(lost));
        }
    }

    private static TableEntity RowOf(Promise promise) => new(ShardOf(promise.Id), promise.Key)
    {
        ["Kind"] = promise.Kind.ToString(),
        ["Id"] = promise.Id,
        ["Since"] = promise.Since,
        ["Tries"] = promise.Tries,
        ["Cause"] = promise.Cause,
        ["NextTry"] = promise.NextTry,
        ["Instance"] = promise.Instance,
        ["Input"] = promise.Input,
        ["KeptAt"] = promise.KeptAt,
    };

    private static Promise? Of(TableEntity row) => !Enum.TryParse<PromiseKind>(row.GetString("Kind"), out var kind) ? null : new(kind, row.GetString("Id"), row.GetDateTimeOffset("Since") ?? default)
    {
        Tries = row.GetInt32("Tries") ?? 0,
        Cause = row.GetString("Cause"),
        NextTry = row.GetDateTimeOffset("NextTry") ?? default,
        Instance = row.GetString("Instance"),
        Input = row.GetString("Input"),
        KeptAt = row.GetDateTimeOffset("KeptAt"),
        ETag = row.ETag,
    };

    private static string ShardOf(string id) => RowKey.ShardOf(id, Shards).ToString("D2", CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Kind} failed ({Cause}), and the failure could not be recorded ({Lost})")]
        public static partial void NotRecorded(ILogger logger, PromiseKind kind, string cause, string lost);
    }
}
