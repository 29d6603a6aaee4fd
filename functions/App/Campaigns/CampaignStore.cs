using System.Runtime.CompilerServices;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>Reads and writes campaigns. State, event and new items are written in one transaction, so that they always agree.</summary>
public sealed class CampaignStore(AppTables tables)
{
    private readonly AppTable _table = tables.Of(CampaignRows.Table);

    internal async Task<StoredCampaign?> LoadAsync(CampaignId id, CancellationToken cancellationToken) =>
        CampaignKeys.IsWellFormed(id.Value) && await _table.FindRowAsync(id.Value, CampaignRows.StateKey, cancellationToken) is { } row ? CampaignRows.ReadState(row) : null;

    /// <summary>Returns the campaign and whether <paramref name="operation"/> was done to it. One query reads both, so they are consistent.</summary>
    internal async Task<StoredCampaign?> LoadAsync(CampaignId id, OperationId operation, CancellationToken cancellationToken)
    {
        if (!operation.IsRepeatable || !CampaignKeys.IsWellFormed(id.Value))
            return await LoadAsync(id, cancellationToken);
        StoredCampaign? stored = null;
        long? done = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and (RowKey eq {CampaignRows.StateKey} or Operation eq {operation.Value})");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == CampaignRows.StateKey)
                stored = CampaignRows.ReadState(row);
            else
                done = CampaignRows.VersionOf(row);
        }

        return stored is null ? null : stored with { DoneAt = done };
    }

    /// <summary>Adds a campaign to the list of all campaigns. Only those that are written too are shown.</summary>
    internal Task ListAsync(CampaignId id, DateTimeOffset createdAt, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(CampaignRows.All, $"{RowKey.LatestFirst(createdAt)}|{id}") { ["Id"] = id.Value }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>The campaigns, newest first.</summary>
    /// <param name="after">The position of the last one of the previous page.</param>
    internal async IAsyncEnumerable<Positioned<Campaign>> AllAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {CampaignRows.All} and RowKey gt {after ?? ""}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (await LoadAsync(CampaignId.From(row.GetString("Id")), cancellationToken) is { } stored)
                yield return new(stored.Campaign, row.RowKey);
        }
    }

    /// <summary>The campaign's history, oldest first.</summary>
    internal async Task<IReadOnlyList<StoredCampaignEvent>> EventsAsync(CampaignId id, CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(CampaignRows.Events(id), cancellationToken: cancellationToken)
            .Select(row => new StoredCampaignEvent(CampaignRows.VersionOf(row), CampaignRows.ReadEvent(row)))
            .ToListAsync(cancellationToken);

    /// <summary>The campaign after the event of this version.</summary>
    internal async Task<Campaign> AtAsync(CampaignId id, long version, CancellationToken cancellationToken) =>
        Campaign.Fold((await EventsAsync(id, cancellationToken)).TakeWhile(stored => stored.Version <= version).Select(stored => stored.Event));

    /// <summary>Writes a new campaign. Returns false if its id already exists.</summary>
    internal async Task<bool> InsertAsync(CampaignEvent.CampaignCreated created, string operation, CancellationToken cancellationToken)
    {
        var group = new EntityGroup()
            .Add(TableTransactionActionType.Add, CampaignRows.EventOf(created.Id, 1, created, operation))
            .Add(TableTransactionActionType.Add, CampaignRows.StateOf(Campaign.From(created), new CampaignWork()));
        return await TrySubmitAsync(group, cancellationToken);
    }

    /// <summary>Appends an event. Returns null if another write was first: load and decide again.</summary>
    /// <param name="also">A row of the campaign that is written with it; null: none.</param>
    internal async Task<Campaign?> AppendAsync(StoredCampaign stored, CampaignEvent happened, string operation, CancellationToken cancellationToken, TableEntity? also = null)
    {
        var after = stored.Campaign.Evolve(happened);
        var group = new EntityGroup()
            .Add(TableTransactionActionType.Add, CampaignRows.EventOf(after.Id, after.Version, happened, operation))
            .Add(TableTransactionActionType.UpdateReplace, CampaignRows.StateOf(after, stored.Work.Rewound()), stored.ETag); // What follows begins with its first page.
        if (also is not null)
            group.Add(TableTransactionActionType.UpsertReplace, also);
        return await TrySubmitAsync(group, cancellationToken) ? after : null;
    }

    /// <summary>Appends an event about late access, with the changed rows of it and the new items. Returns null if another write was first.</summary>
    /// <param name="changed">Each with the ETag that was read.</param>
    internal async Task<Campaign?> AppendLateAsync(
        StoredCampaign stored, CampaignEvent happened, string operation, IEnumerable<TableEntity> changed, IEnumerable<CampaignItem> added, CancellationToken cancellationToken)
    {
        var after = stored.Campaign.Evolve(happened);
        var group = new EntityGroup()
            .Add(TableTransactionActionType.Add, CampaignRows.EventOf(after.Id, after.Version, happened, operation))
            .Add(TableTransactionActionType.UpdateReplace, CampaignRows.StateOf(after, stored.Work), stored.ETag);
        foreach (var row in changed)
            group.Add(TableTransactionActionType.UpdateReplace, row, row.ETag);
        foreach (var item in added)
            group.Add(TableTransactionActionType.Add, CampaignRows.ItemOf(item));
        return await TrySubmitAsync(group, cancellationToken) ? after : null;
    }

    /// <summary>Records how far the work has come, together with the items of a page. Returns null if another write was first.</summary>
    internal async Task<StoredCampaign?> SaveWorkAsync(
        StoredCampaign stored, CampaignWork work, IReadOnlyList<CampaignItem> added, CancellationToken cancellationToken)
    {
        var group = new EntityGroup().Add(TableTransactionActionType.UpdateReplace, CampaignRows.StateOf(stored.Campaign, work), stored.ETag);
        foreach (var item in added)
            group.Add(TableTransactionActionType.Add, CampaignRows.ItemOf(item));
        return await TrySubmitAsync(group, cancellationToken) ? await LoadAsync(stored.Campaign.Id, cancellationToken) : null;
    }

    private async Task<bool> TrySubmitAsync(EntityGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await group.SubmitAsync(_table, cancellationToken);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            // If the response of this write was lost, the caller finds the write when it loads again.
            return false;
        }
    }
}
