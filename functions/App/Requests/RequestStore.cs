using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Requests;

/// <summary>A request as stored in its row.</summary>
/// <param name="Request">The request.</param>
/// <param name="Newest">The progress of its case; null: its approval is not opened yet, or nothing is known of it.</param>
/// <param name="ETag">The row's ETag.</param>
internal sealed record StoredRequest(AccessRequest Request, TaskMark? Newest, ETag ETag)
{
    /// <summary>The guard row of its user and entitlement, if it was read too; null: there is none, or it was not read.</summary>
    public TableEntity? Guard { get; init; }

    public bool IsGuardRead { get; init; }
}

public sealed class RequestStore(AppTables tables)
{
    private readonly TableClient _table = tables.Requests;

    internal async Task<StoredRequest?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await _table.FindRowAsync(RequestKeys.CasePartition(id), RequestKeys.CaseRow, cancellationToken) is not { } entry)
            return null;
        return Of(await _table.FindRowAsync(entry.GetString("Partition"), entry.GetString("Row"), cancellationToken));
    }

    /// <summary>The request of a task's case, read by one query with its guard row.</summary>
    internal async Task<StoredRequest?> FindAsync(ReviewTask task, CancellationToken cancellationToken)
    {
        var (subject, guardKey) = (task.Subject, RequestKeys.Guard(task.Subject.Entitlement));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {RequestKeys.PartitionOf(subject.User)} and (RowKey eq {guardKey} or Case eq {task.Case.Value})");
        var rows = await _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        // Up to schema 2 a row did not name its case.
        if (rows.FirstOrDefault(row => row.RowKey != guardKey) is not { } request)
            return await FindAsync(task.Case, cancellationToken);
        return Of(request) with { Guard = rows.FirstOrDefault(row => row.RowKey == guardKey), IsGuardRead = true };
    }

    /// <summary>The open request of this user and entitlement; null: none.</summary>
    internal async Task<StoredRequest?> FindUnderWayAsync(UserId subject, EntitlementId entitlement, CancellationToken cancellationToken)
    {
        var guard = await _table.FindRowAsync(RequestKeys.PartitionOf(subject), RequestKeys.Guard(entitlement), cancellationToken);
        return guard is null ? null : Of(await _table.FindRowAsync(guard.PartitionKey, guard.GetString("Request"), cancellationToken));
    }

    /// <summary>The user's open requests, by entitlement.</summary>
    public async Task<IReadOnlyDictionary<EntitlementId, CaseId>> UnderWayOfAsync(UserId subject, CancellationToken cancellationToken)
    {
        var partition = RequestKeys.PartitionOf(subject);
        var rows = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {RequestKeys.GuardPrefix} and RowKey lt {DirectoryKeys.After(RequestKeys.GuardPrefix)}");
        await foreach (var guard in _table.QueryAsync<TableEntity>(filter, select: ["Request"], cancellationToken: cancellationToken))
            rows.Add(guard.GetString("Request"));
        var found = await BoundedReads.AllAsync(rows, async (row, token) => Of(await _table.FindRowAsync(partition, row, token)), cancellationToken);
        return found.Values.OfType<StoredRequest>().ToDictionary(stored => stored.Request.Entitlement, stored => stored.Request.Case);
    }

    /// <summary>Writes a request with its guard row. Returns false if another open request has the guard.</summary>
    internal async Task<bool> TryAddAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        var (partition, row) = (RequestKeys.PartitionOf(request.For), RequestKeys.RowOf(request));
        // The lookup rows are written first. They may lead to nothing, but no request is without them.
        await Task.WhenAll(People(request).Select(person => Place(RequestKeys.ListOf(person), row, partition, row))
            .Prepend(Place(RequestKeys.CasePartition(request.Case), RequestKeys.CaseRow, partition, row))
            .Select(entry => _table.UpsertEntityAsync(entry, TableUpdateMode.Replace, cancellationToken)));

        try
        {
            await new EntityGroup()
                .Add(TableTransactionActionType.Add, new TableEntity(partition, RequestKeys.Guard(request.Entitlement)) { ["Request"] = row })
                .Add(TableTransactionActionType.Add, RowOf(partition, row, request))
                .SubmitAsync(_table, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException taken) when (taken.Status == 409)
        {
            // Our own write: the SDK repeated it after a lost response, or the caller repeats the request at a later time.
            if (await FindUnderWayAsync(request.For, request.Entitlement, cancellationToken) is { } found && found.Request.Case == request.Case)
            {
                await LeadToAsync(found.Request, row, cancellationToken);
                return true;
            }

            foreach (var person in People(request))
                await _table.DeleteEntityAsync(RequestKeys.ListOf(person), row, cancellationToken: cancellationToken);
            await _table.DeleteEntityAsync(RequestKeys.CasePartition(request.Case), RequestKeys.CaseRow, cancellationToken: cancellationToken);
            return false;
        }
    }

    /// <summary>The lookup rows must lead to the request as first written, not to the key of a repeated try.</summary>
    private async Task LeadToAsync(AccessRequest written, string tried, CancellationToken cancellationToken)
    {
        var (partition, row) = (RequestKeys.PartitionOf(written.For), RequestKeys.RowOf(written));
        if (row == tried)
            return;
        await _table.UpsertEntityAsync(Place(RequestKeys.CasePartition(written.Case), RequestKeys.CaseRow, partition, row), TableUpdateMode.Replace, cancellationToken);
        foreach (var person in People(written))
            await _table.DeleteEntityAsync(RequestKeys.ListOf(person), tried, cancellationToken: cancellationToken);
    }

    /// <summary>Updates a request, and removes its guard row when it is closed.</summary>
    /// <exception cref="RequestFailedException">It was changed since it was read (409 or 412).</exception>
    internal async Task MoveAsync(StoredRequest from, AccessRequest to, TaskMark? newest, CancellationToken cancellationToken)
    {
        var (partition, row) = (RequestKeys.PartitionOf(to.For), RequestKeys.RowOf(to));
        var entity = RowOf(partition, row, to);
        if (newest is not null)
            entity["Newest"] = RowJson.Write(newest);
        var group = new EntityGroup().Add(TableTransactionActionType.UpdateReplace, entity, from.ETag);
        if (!to.IsUnderWay && await GuardOfAsync(from, partition, cancellationToken) is { } guard && guard.GetString("Request") == row)
            group.Add(TableTransactionActionType.Delete, guard, guard.ETag);
        await group.SubmitAsync(_table, cancellationToken);
    }

    /// <summary>The requests that a user made and those made for them, latest first.</summary>
    internal async IAsyncEnumerable<Positioned<StoredRequest>> OfAsync(UserId person, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {RequestKeys.ListOf(person)} and RowKey gt {after ?? ""}");
        await foreach (var entry in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (Of(await _table.FindRowAsync(entry.GetString("Partition"), entry.GetString("Row"), cancellationToken)) is { } found)
                yield return new(found, entry.RowKey);
        }
    }

    /// <summary>The latest requests, read in parallel.</summary>
    internal async Task<IReadOnlyList<StoredRequest>> LatestOfAsync(UserId person, int max, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {RequestKeys.ListOf(person)}");
        var places = await _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Take(max)
            .Select(entry => (Partition: entry.GetString("Partition"), Row: entry.GetString("Row")))
            .ToListAsync(cancellationToken);
        var found = await BoundedReads.AllAsync(places, async (entry, token) => Of(await _table.FindRowAsync(entry.Partition, entry.Row, token)), cancellationToken);
        return [.. places.Select(entry => found[entry]).OfType<StoredRequest>()];
    }

    private async Task<TableEntity?> GuardOfAsync(StoredRequest stored, string partition, CancellationToken cancellationToken) =>
        stored.IsGuardRead ? stored.Guard : await _table.FindRowAsync(partition, RequestKeys.Guard(stored.Request.Entitlement), cancellationToken);

    private static TableEntity RowOf(string partition, string row, AccessRequest request)
    {
        var entity = StoredJson.Row(partition, row, request);
        entity["Case"] = request.Case.Value;
        return entity;
    }

    [return: NotNullIfNotNull(nameof(row))]
    private static StoredRequest? Of(TableEntity? row) =>
        row is null ? null : new(StoredJson.Read<AccessRequest>(row), row.GetString("Newest") is { } mark ? RowJson.Read<TaskMark>(mark) : null, row.ETag);

    private static TableEntity Place(string partition, string row, string toPartition, string toRow) =>
        new(partition, row) { ["Partition"] = toPartition, ["Row"] = toRow };

    private static IEnumerable<UserId> People(AccessRequest request) => new[] { request.RequestedBy, request.For }.Distinct();
}
