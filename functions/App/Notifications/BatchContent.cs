namespace AccessReview.App.Notifications;

/// <summary>The notifications in a batch mail, as text in its row.</summary>
internal static class BatchContent
{
    /// <summary>A text property of a row has at most 32,000 characters, and a key has about 60.</summary>
    private const int Most = 450;

    /// <summary>Returns null for no keys.</summary>
    public static string? Write(IReadOnlyList<NotificationKey> keys) =>
        keys.Count == 0 ? null : string.Join('\n', keys.Take(Most).Select(key => $"{key.Partition}/{key.Id}"));

    /// <summary>The item whose own notification says all of the batch; null: there are several things to say.</summary>
    public static BatchItem? OnlyOf(IReadOnlyList<BatchItem> items)
    {
        if (items.DistinctBy(item => item.Task.Id).Count() > 1)
            return null;
        // The first of several comments: its mail can include the later ones.
        if (items.All(item => item.Comment is not null))
            return items[0];
        return items.Any(item => SummarySections.Of(item.Notice.Kind) >= SummarySection.Comment) && items.Count > 1
            ? null
            : items.MinBy(item => SummarySections.Of(item.Notice.Kind));
    }

    public static IEnumerable<NotificationKey> Read(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new NotificationKey(line[..line.IndexOf('/', StringComparison.Ordinal)], line[(line.IndexOf('/', StringComparison.Ordinal) + 1)..]));
}
