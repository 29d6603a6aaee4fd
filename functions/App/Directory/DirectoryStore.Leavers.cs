using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>A person who has left and may still have access.</summary>
internal sealed record NotedLeaver(UserId Person, string Row, ETag ETag);

/// <summary>
/// One row for each person who has left, with the time of the next check of their access. The row is written before the change that it
/// belongs to, so a crash loses no leaver. A person who holds nothing has the time <see cref="NoAccess"/> until they get access again.
/// </summary>
public sealed partial class DirectoryStore
{
    private const string CheckAt = "CheckAt";

    private static readonly DateTimeOffset NoAccess = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The people who have left and whose access is to be checked by <paramref name="now"/>.</summary>
    internal IAsyncEnumerable<NotedLeaver> DueLeaversAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        LeaversAsync(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Leavers} and CheckAt le {now}"), cancellationToken);

    /// <summary>The people who have left and had access when it was last checked.</summary>
    internal IAsyncEnumerable<NotedLeaver> LeaversWithAccessAsync(CancellationToken cancellationToken) =>
        LeaversAsync(TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Leavers} and CheckAt lt {NoAccess}"), cancellationToken);

    /// <summary>Sets when the access is checked again. If the row was changed since it was read, it stays due.</summary>
    /// <param name="at">Null: the person holds nothing.</param>
    internal Task CheckLeaverAsync(NotedLeaver leaver, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var row = LeaverRow(leaver.Person);
        row[CheckAt] = at ?? NoAccess;
        return _table.TryWriteRowAsync(row, leaver.ETag, cancellationToken);
    }

    /// <summary>The access of these people who have left was written, so it is checked again.</summary>
    internal Task NoteLeaversAsync(IEnumerable<UserId> people, CancellationToken cancellationToken)
    {
        var rows = new RowWrites();
        rows.UpsertAll(people.Select(LeaverRow));
        return rows.SubmitAsync(_table, cancellationToken);
    }

    private static TableEntity LeaverRow(UserId person) =>
        new(DirectoryKeys.Leavers, DirectoryKeys.Of(person.Value)) { ["Id"] = person.Value, [CheckAt] = DateTimeOffset.UnixEpoch };

    private async IAsyncEnumerable<NotedLeaver> LeaversAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new(UserId.From(row.GetString("Id")), row.RowKey, row.ETag);
    }
}
