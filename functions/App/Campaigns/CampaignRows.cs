using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>
/// A campaign's partition: one state row, one row for each event, and one row for each item. The items are in the order of the
/// population. What was known of an item when the population was recorded is in a column of its own, which is never written again.
/// </summary>
internal static class CampaignRows
{
    public const string StateKey = "s";

    /// <summary>The partition that lists all campaigns, newest first.</summary>
    public const string All = "all";

    /// <summary>When the removal of an item is to start; missing: it is not planned.</summary>
    public const string StartColumn = "RemovalAt";

    /// <summary>Whether the removal of an item is over; missing: the item has none.</summary>
    private const string RemovalColumn = "Removal";
    private const string OpenRemoval = "open";
    private const string EndedRemoval = "ended";

    private const string EventPrefix = "e|";
    private const string ItemPrefix = "i|";
    private const string LatePrefix = "l|";

    public static OwnTable Table { get; } = new("Campaigns", 1);

    public static TableEntity StateOf(Campaign campaign, CampaignWork work) => new(campaign.Id.Value, StateKey)
    {
        ["State"] = RowJson.Write(campaign),
        ["Version"] = campaign.Version,
        ["Work"] = RowJson.Write(work),
    };

    public static StoredCampaign ReadState(TableEntity row) =>
        new(RowJson.Read<Campaign>(row.GetString("State")), RowJson.Read<CampaignWork>(row.GetString("Work")), row.ETag);

    public static TableEntity EventOf(CampaignId campaign, long version, CampaignEvent happened, string operation) => new(campaign.Value, EventKey(version))
    {
        ["Event"] = RowJson.Write(happened),
        ["Operation"] = operation,
    };

    public static CampaignEvent ReadEvent(TableEntity row) => RowJson.Read<CampaignEvent>(row.GetString("Event"));

    public static long VersionOf(TableEntity row) => long.Parse(row.RowKey[EventPrefix.Length..], CultureInfo.InvariantCulture);

    public static TableEntity ItemOf(CampaignItem item)
    {
        var row = new TableEntity(item.Campaign.Value, ItemKey(item.Position)) { ["Frozen"] = RowJson.Write(item.Frozen) };
        Write(row, item.Progress);
        return row;
    }

    /// <summary>Writes what became of an item into its row. The rest of the row stays.</summary>
    public static void Write(TableEntity row, ItemProgress progress)
    {
        row["Progress"] = RowJson.Write(progress);
        row["State"] = progress.State.ToString();
        // Read by a filter, so that a turn reads no other item.
        if (progress.Removing?.DueToStart is { } start)
            row[StartColumn] = start;
        else
            row.Remove(StartColumn);
        if (progress.Removing is { } removing)
            row[RemovalColumn] = removing.IsEnded ? EndedRemoval : OpenRemoval;
    }

    public static CampaignItem ReadItem(TableEntity row) => new(
        CampaignId.From(row.PartitionKey), PositionOf(row), RowJson.Read<FrozenItem>(row.GetString("Frozen")), RowJson.Read<ItemProgress>(row.GetString("Progress")));

    public static TableEntity LateOf(LateItem late) => new(late.Campaign.Value, LateKey(late.Frozen.Id))
    {
        ["Frozen"] = RowJson.Write(late.Frozen),
        ["Progress"] = RowJson.Write(late.Progress),
        ["State"] = late.Progress.State.ToString(),
    };

    public static LateItem ReadLate(TableEntity row) =>
        new(CampaignId.From(row.PartitionKey), RowJson.Read<FrozenItem>(row.GetString("Frozen")), RowJson.Read<LateProgress>(row.GetString("Progress")));

    public static string LateKey(string id) => LatePrefix + id;

    /// <summary>The filter of the late access after an id.</summary>
    public static string LateAfter(CampaignId campaign, string id) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey gt {LateKey(id)} and RowKey lt {LatePrefix + "~"}");

    public static string RecordedOf(TableEntity row) => row.GetString("Frozen");

    public static int PositionOf(TableEntity row) => int.Parse(row.RowKey[ItemPrefix.Length..], CultureInfo.InvariantCulture);

    public static string EventKey(long version) => EventPrefix + version.ToString("D10", CultureInfo.InvariantCulture);

    public static string ItemKey(int position) => ItemPrefix + position.ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>The filter of the items after a position.</summary>
    public static string ItemsAfter(CampaignId campaign, int position) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey gt {ItemKey(position)} and RowKey lt {ItemPrefix + "~"}");

    /// <summary>The filter of the items whose removal is to start at that time or earlier.</summary>
    public static string ItemsToStart(CampaignId campaign, DateTimeOffset at) => $"{ItemsAfter(campaign, 0)} and {TableClient.CreateQueryFilter($"RemovalAt le {at}")}";

    /// <summary>The filter of the items with a removal.</summary>
    /// <param name="onlyOpen">Only removals that are not over.</param>
    public static string ItemsWithRemoval(CampaignId campaign, int position, bool onlyOpen) =>
        $"{ItemsAfter(campaign, position)} and {(onlyOpen ? "Removal eq 'open'" : "Removal ge ''")}";

    public static string Events(CampaignId campaign) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey ge {EventPrefix} and RowKey lt {EventPrefix + "~"}");
}
