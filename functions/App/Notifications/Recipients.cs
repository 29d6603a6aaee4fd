using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Notifications;

/// <summary>A user's notification preferences, as stored in their row.</summary>
/// <param name="ETag">Null: there is no row.</param>
public sealed record StoredPreferences(UserId User, NotificationPreferences Preferences, ETag? ETag);

/// <summary>The records about recipients: their preferences and their current batch window.</summary>
public sealed class Recipients(AppTables tables)
{
    private const string PreferencesRow = "preferences";
    private const string WindowRow = "window";

    /// <summary>Reads both at once, because every notification needs both.</summary>
    public async Task<(StoredPreferences Preferences, BatchWindow? Window)> ReadAsync(UserId user, CancellationToken cancellationToken)
    {
        var (preferences, window) = (new StoredPreferences(user, NotificationPreferences.None, null), (BatchWindow?)null);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(user)} and RowKey ge {PreferencesRow} and RowKey le {WindowRow}");
        await foreach (var row in tables.Recipients.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey == PreferencesRow)
                preferences = Of(row);
            else if (row.RowKey == WindowRow)
                window = BatchWindow.Of(row);
        }

        return (preferences, window);
    }

    public async Task<StoredPreferences> PreferencesAsync(UserId user, CancellationToken cancellationToken)
    {
        var row = await tables.Recipients.FindRowAsync(PartitionOf(user), PreferencesRow, cancellationToken);
        return row is null ? new StoredPreferences(user, NotificationPreferences.None, null) : Of(row);
    }

    /// <summary>Returns false if another process wrote them meanwhile.</summary>
    public Task<bool> TryWriteAsync(StoredPreferences stored, CancellationToken cancellationToken) => tables.Recipients.TryWriteRowAsync(
        new TableEntity(PartitionOf(stored.User), PreferencesRow) { ["User"] = stored.User.Value, ["Preferences"] = RowJson.Write(stored.Preferences) },
        stored.ETag,
        cancellationToken);

    /// <summary>All users with their own preferences.</summary>
    public IAsyncEnumerable<StoredPreferences> AllPreferencesAsync(CancellationToken cancellationToken) =>
        tables.Recipients.QueryAsync<TableEntity>($"RowKey eq '{PreferencesRow}' and {tables.Recipients.Readable}", cancellationToken: cancellationToken).Select(Of);

    /// <summary>Returns false if another process opened a window meanwhile.</summary>
    public Task<bool> TryBeginAsync(UserId user, BatchWindow window, CancellationToken cancellationToken) =>
        tables.Recipients.TryWriteRowAsync(window.ToRow(PartitionOf(user), WindowRow), window.ETag, cancellationToken);

    internal static string PartitionOf(UserId user) => DirectoryKeys.Of(user.Value);

    private static StoredPreferences Of(TableEntity row) =>
        new(UserId.From(row.GetString("User")), RowJson.Read<NotificationPreferences>(row.GetString("Preferences")), row.ETag);
}
