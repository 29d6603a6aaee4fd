using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>Reads what only rows up to schema 3 have.</summary>
internal static class RowBySchema3
{
    /// <summary>The row had one column for each field of the Slack data. Returns null if it has none.</summary>
    public static string? PostedOf(TableEntity row) => row.GetString("SlackChannel") is not { } channel ? null : RowJson.Write(new
    {
        channel,
        ts = row.GetString("SlackTs"),
        shown = row.GetString("SlackShown"),
        commentsUntil = row.GetInt64("SlackCommentsUntil") ?? 0,
        isAndMore = row.GetBoolean("SlackIsAndMore") ?? false,
    });
}
