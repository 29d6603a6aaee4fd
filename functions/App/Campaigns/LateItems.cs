using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>The access in the scope of a campaign that appeared while it was open. A row's key is derived from the access, so it is listed once.</summary>
public sealed class LateItems(AppTables tables)
{
    private readonly AppTable _table = tables.Of(CampaignRows.Table);

    /// <summary>Streams the late access in an order that never changes.</summary>
    /// <param name="after">The id of the last one of the previous page; null: from the beginning.</param>
    internal async IAsyncEnumerable<Positioned<LateItem>> ReadAsync(CampaignId campaign, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(CampaignRows.LateAfter(campaign, after ?? ""), cancellationToken: cancellationToken))
        {
            var late = CampaignRows.ReadLate(row);
            yield return new(late, late.Frozen.Id);
        }
    }

    internal async Task<LateCounts> CountAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        var counts = await _table.QueryAsync<TableEntity>(CampaignRows.LateAfter(campaign, ""), select: ["State"], cancellationToken: cancellationToken)
            .CountBy(row => row.GetString("State"))
            .ToDictionaryAsync(count => count.Key, count => count.Value, cancellationToken: cancellationToken);
        return new(Of(LateState.Waiting), Of(LateState.Added), Of(LateState.Left), Of(LateState.Gone));

        int Of(LateState state) => counts.GetValueOrDefault(state.ToString());
    }

    /// <summary>Returns null if there is no such access.</summary>
    internal Task<TableEntity?> FindAsync(CampaignId campaign, string id, CancellationToken cancellationToken) =>
        id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit) ? _table.FindRowAsync(campaign.Value, CampaignRows.LateKey(id), cancellationToken) : Task.FromResult<TableEntity?>(null);

    /// <summary>Lists an access, unless it is listed already.</summary>
    internal async Task AddAsync(LateItem late, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(CampaignRows.LateOf(late), cancellationToken);
        }
        catch (RequestFailedException listed) when (listed.Status == 409)
        {
        }
    }

    /// <summary>The row after a change, with the ETag of what was read.</summary>
    internal static TableEntity Changed(TableEntity row, LateItem after)
    {
        var changed = CampaignRows.LateOf(after);
        changed.ETag = row.ETag;
        return changed;
    }

    /// <summary>Writes a change, unless somebody else was faster.</summary>
    internal async Task TrySaveAsync(TableEntity row, LateItem after, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(CampaignRows.LateOf(after), row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException lost) when (lost.Status == 412)
        {
        }
    }
}
