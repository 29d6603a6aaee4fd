using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>The time after a notification in which further ones for the same user are batched.</summary>
/// <param name="StartedAt">When the first notification was created.</param>
/// <param name="First">
/// The id of that notification if it is sent alone, even if it is requested again; empty: it waits for the others.
/// </param>
/// <param name="ETag">Null: there is no row yet.</param>
public sealed record BatchWindow(DateTimeOffset StartedAt, string First, ETag? ETag)
{
    public TableEntity ToRow(string partition, string row) => new(partition, row) { ["StartedAt"] = StartedAt, ["First"] = First };

    public static BatchWindow Of(TableEntity row) => new(row.GetDateTimeOffset("StartedAt") ?? default, row.GetString("First") ?? "", row.ETag);
}
