using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>When each reviewer of a campaign was reminded last. One row for each.</summary>
public sealed class ReminderRows(AppTables tables)
{
    private readonly AppTable _table = tables.Of(CampaignRows.Table);

    internal Task WriteAsync(CampaignId campaign, UserId person, DateTimeOffset at, string cause, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(RowOf(campaign, person, at, cause), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Claims a reminder of a person, if the last one is long enough ago. A repeat with the same cause succeeds again.</summary>
    /// <returns>Whether it is claimed, and when the last one was sent, this one included.</returns>
    internal Task<(bool IsClaimed, DateTimeOffset At)> TryClaimAsync(
        CampaignId campaign, UserId person, DateTimeOffset now, TimeSpan pause, string cause, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            var row = await _table.FindRowAsync(campaign.Value, KeyOf(person), cancellationToken);
            var last = row?.GetDateTimeOffset("At");
            if (last is { } sent && row?.GetString("Cause") == cause)
                return Contention.Done((true, sent));
            if (last is { } before && before + pause > now)
                return Contention.Done((false, before));
            return await _table.TryWriteRowAsync(RowOf(campaign, person, now, cause), row?.ETag, cancellationToken)
                ? Contention.Done((true, now))
                : Contention.Overtaken<(bool, DateTimeOffset)>();
        },
        cancellationToken);

    private static TableEntity RowOf(CampaignId campaign, UserId person, DateTimeOffset at, string cause) =>
        new(campaign.Value, KeyOf(person)) { ["At"] = at, ["Cause"] = cause };

    private static string KeyOf(UserId person) => $"r|{DirectoryKeys.Of(person.Value)}";
}
