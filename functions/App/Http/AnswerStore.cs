using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>Answers under Idempotency-Keys. A row is first the mark of a request at work, then its answer.</summary>
public sealed class AnswerStore(AppTables tables, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Longer than a function may run (host.json), so that a mark this old was left by a process that died.</summary>
    private static readonly TimeSpan AtWork = TimeSpan.FromMinutes(11);

    internal async Task<AnswerState> BeginAsync(AnswerPlace place, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var mark = new TableEntity(place.Partition, place.Row) { ["BodyHash"] = place.BodyHash, ["StartedAt"] = now };
        var found = await tables.Answers.GetEntityIfExistsAsync<TableEntity>(place.Partition, place.Row, cancellationToken: cancellationToken);
        try
        {
            if (!found.HasValue)
                return new AnswerState.Begun(place, (await tables.Answers.AddEntityAsync(mark, cancellationToken)).Headers.ETag ?? default);

            var row = found.Value!; // HasValue: not null.
            var age = now - (row.GetDateTimeOffset("StartedAt") ?? default);
            if (age >= Kept || (row.GetInt32("Status") is null && age >= AtWork))
                return new AnswerState.Begun(place, (await tables.Answers.UpdateEntityAsync(mark, row.ETag, TableUpdateMode.Replace, cancellationToken)).Headers.ETag ?? default);
            if (row.GetString("BodyHash") != place.BodyHash)
                return new AnswerState.OtherBody();
            return row.GetInt32("Status") is null ? new AnswerState.InProgress() : new AnswerState.Given(AnswerRow.Read(row));
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return new AnswerState.InProgress();
        }
    }

    // From here on the caller's cancellation counts no more: what was done must not be forgotten because they hung up.

    /// <summary>False: it is too large to be kept.</summary>
    internal async Task<bool> KeepAsync(AnswerState.Begun begun, KeptAnswer answer)
    {
        if (AnswerRow.Write(begun.Place, answer, clock.GetUtcNow()) is not { } row)
            return false;
        try
        {
            await tables.Answers.UpdateEntityAsync(row, begun.ETag, TableUpdateMode.Replace, CancellationToken.None);
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            // Took so long that another took over: theirs is the answer that is kept.
        }

        return true;
    }

    internal async Task FreeAsync(AnswerState.Begun begun)
    {
        try
        {
            await tables.Answers.DeleteEntityAsync(begun.Place.Partition, begun.Place.Row, begun.ETag, CancellationToken.None);
        }
        catch (RequestFailedException lost) when (lost.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            // As above.
        }
    }

    /// <summary>Forgets what is no longer answered.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        await foreach (var row in tables.Answers.QueryAsync<TableEntity>($"{TableClient.CreateQueryFilter($"StartedAt lt {before}")} and {tables.Answers.Readable}", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            await tables.Answers.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }
}
