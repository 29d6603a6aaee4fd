using System.Globalization;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Campaigns;

/// <summary>A sign-off whose decisions do not have their effect yet.</summary>
/// <param name="Done">How many of its decisions have their effect.</param>
internal sealed record PendingSignOff(CampaignId Campaign, SignOff SignOff, IReadOnlyList<SignedItem> Items, int Done, ETag ETag);

/// <summary>The sign-offs in a campaign's partition: one row for each reviewer. A later sign-off replaces an earlier one.</summary>
internal static class SignOffRows
{
    private const string Prefix = "r|";

    /// <summary>A column of text holds at most 32,768 characters.</summary>
    private const int MaxColumn = 30_000;

    public static TableEntity Of(CampaignId campaign, SignOff signOff, IReadOnlyList<SignedItem> items)
    {
        var row = new TableEntity(campaign.Value, KeyOf(signOff.By)) { ["SignOff"] = RowJson.Write(signOff), ["IsPending"] = true, ["Done"] = 0 };
        var text = string.Join(' ', items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Position}:{item.Version}")));
        for (var column = 0; column * MaxColumn < text.Length; column++)
            row[NameOf(column)] = text[(column * MaxColumn)..int.Min(text.Length, (column + 1) * MaxColumn)];
        return row;
    }

    public static SignOff Read(TableEntity row) => RowJson.Read<SignOff>(row.GetString("SignOff"));

    public static PendingSignOff ReadPending(TableEntity row) =>
        new(CampaignId.From(row.PartitionKey), Read(row), [.. ItemsOf(row)], row.GetInt32("Done") ?? 0, row.ETag);

    public static string KeyOf(UserId person) => Prefix + RowKey.Encode(person.Value);

    public static string AllOf(CampaignId campaign) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {campaign.Value} and RowKey ge {Prefix} and RowKey lt {Prefix + "~"}");

    public static string PendingOf(CampaignId campaign) => $"{AllOf(campaign)} and IsPending eq true";

    private static IEnumerable<SignedItem> ItemsOf(TableEntity row)
    {
        var text = string.Concat(Enumerable.Range(0, int.MaxValue).Select(column => row.GetString(NameOf(column))).TakeWhile(part => part is not null));
        foreach (var item in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(':');
            yield return new SignedItem(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
        }
    }

    private static string NameOf(int column) => string.Create(CultureInfo.InvariantCulture, $"Items{column}");
}
