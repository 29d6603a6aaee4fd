using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>The time after a mail about a new task in which further ones for the same user are batched.</summary>
/// <param name="StartedAt">When the first notification was created.</param>
/// <param name="First">The id of that notification. It is always sent alone, even if it is requested again.</param>
/// <param name="ETag">Null: there is no row yet.</param>
public sealed record BatchWindow(DateTimeOffset StartedAt, string First, ETag? ETag)
{
    public TableEntity ToRow(string partition, string row) => new(partition, row) { ["StartedAt"] = StartedAt, ["First"] = First };

    public static BatchWindow Of(TableEntity row) => new(row.GetDateTimeOffset("StartedAt") ?? default, row.GetString("First"), row.ETag);
}
