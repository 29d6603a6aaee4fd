using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>Somebody exported the evidence of a campaign.</summary>
/// <param name="By">Null: the app itself, to archive it.</param>
/// <param name="Manifest">SHA-256 of the manifest, which says which pack it was.</param>
public sealed record EvidenceRead(DateTimeOffset At, UserId? By, string Manifest);

/// <summary>Records who exported the evidence of campaigns. The rows are in the campaign's partition.</summary>
public sealed class EvidenceReads(AppTables tables)
{
    private const string Prefix = "x|";

    private readonly AppTable _table = tables.Of(CampaignRows.Table);

    internal Task AddAsync(CampaignId campaign, EvidenceRead read, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(campaign.Value, $"{Prefix}{RowKey.Of(read.At)}|{read.Manifest}") { ["Read"] = RowJson.Write(read) }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Oldest first.</summary>
    internal async Task<IReadOnlyList<EvidenceRead>> OfAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey ge {Prefix} and RowKey lt {Prefix + "~"}"), cancellationToken: cancellationToken)
            .Select(row => RowJson.Read<EvidenceRead>(row.GetString("Read")))
            .ToListAsync(cancellationToken);
}
