using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>Reads the sign-offs of reviewers, and records how far their decisions have taken effect.</summary>
public sealed class SignOffStore(AppTables tables)
{
    private readonly AppTable _table = tables.Of(CampaignRows.Table);

    /// <summary>The newest sign-off of a reviewer; null: none.</summary>
    public async Task<SignOff?> FindAsync(CampaignId campaign, UserId person, CancellationToken cancellationToken) =>
        await _table.FindRowAsync(campaign.Value, SignOffRows.KeyOf(person), cancellationToken) is { } row ? SignOffRows.Read(row) : null;

    /// <summary>The newest sign-off of each reviewer who signed off.</summary>
    public async IAsyncEnumerable<SignOff> AllAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(SignOffRows.AllOf(campaign), cancellationToken: cancellationToken))
            yield return SignOffRows.Read(row);
    }

    /// <summary>The next sign-off whose decisions do not have their effect yet; null: none.</summary>
    internal async Task<PendingSignOff?> FindPendingAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(SignOffRows.PendingOf(campaign), cancellationToken: cancellationToken).FirstOrDefaultAsync(cancellationToken) is { } row
            ? SignOffRows.ReadPending(row)
            : null;

    /// <summary>Records how many of the decisions have their effect. A newer sign-off of the same person stays as it is.</summary>
    internal async Task AdvanceAsync(PendingSignOff pending, int done, CancellationToken cancellationToken)
    {
        var row = new TableEntity(pending.Campaign.Value, SignOffRows.KeyOf(pending.SignOff.By)) { ["Done"] = done, ["IsPending"] = done < pending.Items.Count };
        try
        {
            await _table.UpdateEntityAsync(row, pending.ETag, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException replaced) when (replaced.Status == 412)
        {
            // The newer sign-off has all decisions that are still staged.
        }
    }
}
