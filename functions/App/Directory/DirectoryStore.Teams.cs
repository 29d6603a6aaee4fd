using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>Who has the same manager.</summary>
public sealed partial class DirectoryStore
{
    /// <summary>A larger team is not counted, so that a page needs only a bounded read.</summary>
    private const int LargestTeam = 200;

    /// <summary>The active people whose manager this is; null: more than 200.</summary>
    public Task<IReadOnlyList<UserId>?> TeamOfAsync(UserId manager, CancellationToken cancellationToken) =>
        _snapshot.RememberAsync($"team|{manager.Value}", token => ReadTeamAsync(manager, token), cancellationToken);

    /// <summary>The rows of all people, as a filter.</summary>
    internal static string AllPeople =>
        TableClient.CreateQueryFilter($"PartitionKey ge {DirectoryKeys.AllUsers} and PartitionKey lt {DirectoryKeys.After(DirectoryKeys.AllUsers)}");

    /// <summary>Writes the index rows of people. Rows that an earlier build did not write may be missing.</summary>
    /// <param name="people">Rows of people.</param>
    internal Task WriteIndexOfAsync(IEnumerable<TableEntity> people, CancellationToken cancellationToken)
    {
        var index = new RowWrites();
        index.UpsertAll(people.SelectMany(row => IndexRows(StoredJson.Read<User>(row))));
        return index.SubmitAsync(_table, cancellationToken);
    }

    private async Task<IReadOnlyList<UserId>?> ReadTeamAsync(UserId manager, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.TeamOf(manager)}");
        var ids = await _table.QueryAsync<TableEntity>(filter, select: ["Id"], cancellationToken: cancellationToken)
            .Select(row => UserId.From(row.GetString("Id")))
            .Take(LargestTeam + 1)
            .ToListAsync(cancellationToken);
        if (ids.Count > LargestTeam)
            return null;
        // A row can be left over from a change that is under way, so the person has the last word.
        var people = await FindUsersAsync(ids, cancellationToken);
        return [.. people.Where(person => person.IsActive && person.ManagerId == manager).Select(person => person.Id)];
    }
}
