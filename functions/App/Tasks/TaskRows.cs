using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Store;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Tasks;

/// <summary>
/// A task's partition: one state row and one row for each event. The event rows are the audit chain: each holds the hash of
/// the previous one.
/// </summary>
internal static class TaskRows
{
    public const string StateKey = "s";

    private const string EventPrefix = "e|";

    /// <summary>Sorts before the events, so that one query reads both.</summary>
    private const string UndeliveredPrefix = "d|";

    public static TableEntity StateOf(ReviewTask task, string head, long settledVersion, string instance, ETag? mark, PendingEffects? pending = null, long? released = null) => new(task.Id.Value, StateKey)
    {
        ["State"] = RowJson.Write(task),
        ["Head"] = head,
        ["Version"] = task.Version,
        ["SettledVersion"] = settledVersion,
        ["Instance"] = instance,
        ["Mark"] = mark?.ToString(),
        ["Pending"] = pending is null ? null : RowJson.Write(pending),
        ["ReleasedVersion"] = released,
    };

    public static StoredTask ReadState(TableEntity row) => new(
        RowJson.Read<ReviewTask>(row.GetString("State")),
        row.ETag,
        row.GetString("Head"),
        row.GetInt64("SettledVersion") ?? 0,
        row.GetString("Instance"))
    {
        Mark = row.GetString("Mark") is { } mark ? new ETag(mark) : null,
        ReleasedVersion = row.GetInt64("ReleasedVersion") ?? 0,
        Pending = row.GetString("Pending") is { } pending ? RowJson.Read<PendingEffects>(pending) : null,
    };

    public static TableEntity EventOf(TaskId task, long version, TaskEvent happened, string previousHash, string operation)
    {
        var json = RowJson.Write(happened);
        return new TableEntity(task.Value, EventKey(version))
        {
            ["Event"] = json,
            ["Previous"] = previousHash,
            ["Hash"] = HashOf(previousHash, version, json),
            ["Operation"] = operation,
        };
    }

    public static StoredEvent ReadEvent(TableEntity row) => new(
        long.Parse(row.RowKey[EventPrefix.Length..], CultureInfo.InvariantCulture),
        RowJson.Read<TaskEvent>(row.GetString("Event")),
        row.GetString("Hash"),
        row.GetString("Operation"));

    public static RecordedEvent ReadRecorded(TableEntity row)
    {
        var (version, happened, hash, _) = ReadEvent(row);
        return new RecordedEvent(version, happened, row.GetString("Event"), row.GetString("Previous"), hash);
    }

    /// <summary>Returns whether the row's hash matches its content and the previous hash.</summary>
    public static bool IsChained(TableEntity row, string previousHash) =>
        row.GetString("Previous") == previousHash
        && row.GetString("Hash") == HashOf(previousHash, ReadEvent(row).Version, row.GetString("Event"));

    public static TableEntity UndeliveredOf(TaskId task, Undelivered undelivered) => new(task.Value, UndeliveredKey(undelivered.Notification))
    {
        ["Channel"] = undelivered.Channel,
        ["To"] = undelivered.To.Value,
        ["Reason"] = undelivered.Reason,
        ["Next"] = undelivered.Next,
        ["At"] = undelivered.At,
    };

    public static bool IsUndelivered(TableEntity row) => row.RowKey.StartsWith(UndeliveredPrefix, StringComparison.Ordinal);

    public static Undelivered ReadUndelivered(TableEntity row) => new(
        row.RowKey[UndeliveredPrefix.Length..],
        row.GetString("Channel"),
        UserId.From(row.GetString("To")),
        row.GetString("Reason"),
        row.GetString("Next"),
        row.GetDateTimeOffset("At") ?? default);

    /// <param name="notification">Its id; empty: the key before all of them.</param>
    public static string UndeliveredKey(string notification) => UndeliveredPrefix + notification;

    public static string EventKey(long version) => EventPrefix + version.ToString("D10", CultureInfo.InvariantCulture);

    private static string HashOf(string previousHash, long version, string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previousHash}\n{version.ToString(CultureInfo.InvariantCulture)}\n{json}")));
}
