using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>The time after a mail about a new task in which further ones to the same person are gathered.</summary>
/// <param name="StartedAt">When the first was told.</param>
/// <param name="First">That one: it goes by itself, however often it is asked for.</param>
/// <param name="ETag">Null: there is no row yet.</param>
public sealed record BatchWindow(DateTimeOffset StartedAt, string First, ETag? ETag)
{
    public TableEntity ToRow(string partition, string row) => new(partition, row) { ["StartedAt"] = StartedAt, ["First"] = First };

    public static BatchWindow Of(TableEntity row) => new(row.GetDateTimeOffset("StartedAt") ?? default, row.GetString("First"), row.ETag);
}
