using System.Globalization;
using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>The items of campaigns: one for each access of the population, in the order of the population.</summary>
public sealed class CampaignItems(AppTables tables)
{
    private readonly AppTable _table = tables.Of(CampaignRows.Table);

    /// <summary>Streams the items. The order never changes, so a reader can continue after any of them.</summary>
    /// <param name="after">The position of the last item of the previous page; 0: from the beginning.</param>
    public async IAsyncEnumerable<CampaignItem> ReadAsync(CampaignId campaign, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(CampaignRows.ItemsAfter(campaign, after), cancellationToken: cancellationToken))
            yield return CampaignRows.ReadItem(row);
    }

    /// <summary>Streams the items, each with the stored text of what was recorded of it, over which the hash of the population was computed.</summary>
    internal async IAsyncEnumerable<(CampaignItem Item, string Recorded)> ReadRecordedAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(CampaignRows.ItemsAfter(campaign, 0), cancellationToken: cancellationToken))
            yield return (CampaignRows.ReadItem(row), CampaignRows.RecordedOf(row));
    }

    /// <inheritdoc cref="ReadAsync(CampaignId, int, CancellationToken)"/>
    public IAsyncEnumerable<CampaignItem> ReadAsync(
        CampaignId campaign, CancellationToken cancellationToken = default) => ReadAsync(campaign, 0, cancellationToken);

    /// <summary>The items that match, each with its position in the list.</summary>
    /// <param name="state">Only items in this state; null: in any.</param>
    /// <param name="reviewer">Only items that this person reviews; null: that anybody reviews.</param>
    /// <param name="after">The position of the last item of the previous page; null: from the beginning.</param>
    internal IAsyncEnumerable<Positioned<CampaignItem>> ListAsync(
        CampaignId campaign, ItemState? state, UserId? reviewer, string? after, CancellationToken cancellationToken) =>
        ReadAsync(campaign, after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture), cancellationToken)
            .Where(item => (state is null || item.Progress.State == state) && (reviewer is not { } person || item.Progress.Reviewers.Contains(person)))
            .Select(item => new Positioned<CampaignItem>(item, item.Position.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The items whose removal is to start at that time or earlier.</summary>
    internal IAsyncEnumerable<CampaignItem> ReadDueToStartAsync(CampaignId campaign, DateTimeOffset now, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(CampaignRows.ItemsToStart(campaign, now), cancellationToken: cancellationToken).Select(CampaignRows.ReadItem);

    /// <summary>Streams the items with a removal, in the order of the population.</summary>
    /// <param name="onlyOpen">Only removals that are not over.</param>
    /// <param name="after">The position of the last item of the previous page; 0: from the beginning.</param>
    internal IAsyncEnumerable<CampaignItem> ReadRemovalsAsync(CampaignId campaign, bool onlyOpen, CancellationToken cancellationToken, int after = 0) =>
        _table.QueryAsync<TableEntity>(CampaignRows.ItemsWithRemoval(campaign, after, onlyOpen), cancellationToken: cancellationToken).Select(CampaignRows.ReadItem);

    /// <summary>When the next removal is to start; null: none is planned.</summary>
    internal async Task<DateTimeOffset?> NextToStartAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        var rows = _table.QueryAsync<TableEntity>(
            CampaignRows.ItemsToStart(campaign, DateTimeOffset.MaxValue), select: ["RowKey", CampaignRows.StartColumn], cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (row.GetDateTimeOffset(CampaignRows.StartColumn) is { } start && (next is null || start < next))
                next = start;
        }

        return next;
    }

    /// <summary>Returns null if there is no such item.</summary>
    internal async Task<CampaignItem?> FindAsync(CampaignId campaign, int position, CancellationToken cancellationToken) =>
        await _table.FindRowAsync(campaign.Value, CampaignRows.ItemKey(position), cancellationToken) is { } row ? CampaignRows.ReadItem(row) : null;

    /// <summary>Updates an item to the newest state of its task.</summary>
    public Task FollowAsync(ReviewTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Campaign is { } campaign ? ChangeAsync(campaign.Id, campaign.Item, item => ItemRules.Follow(item, task), cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Changes what became of an item. If somebody else was faster, the change is made on the newer item.</summary>
    internal Task ChangeAsync(
        CampaignId campaign, int position, Func<ItemProgress, ItemProgress> change, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            var row = await _table.FindRowAsync(campaign.Value, CampaignRows.ItemKey(position), cancellationToken)
                ?? throw new InvalidOperationException($"Campaign {campaign} has no item {position}.");
            var before = RowJson.Read<ItemProgress>(row.GetString("Progress"));
            var after = change(before);
            if (after == before)
                return Contention.Done(false);
            CampaignRows.Write(row, after);
            await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return Contention.Done(true);
        },
        cancellationToken);
}
