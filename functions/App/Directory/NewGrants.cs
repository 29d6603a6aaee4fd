using System.Globalization;
using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <param name="Key">Its position. A reader continues after it.</param>
/// <param name="At">When it was noted, which is before the grant was written.</param>
internal sealed record NotedGrant(string Key, AccessKey Access, DateTimeOffset At);

/// <summary>
/// Notes of access that people did not have before, in order of time, so that a reader finds what is new without reading all grants. A note
/// is written before its grant. If the grant is never written, the note leads nowhere.
/// </summary>
public sealed class NewGrants(AppTables tables, TimeProvider clock)
{
    /// <summary>Readers come once a day. Older notes are deleted.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const string Partition = "granted";

    /// <summary>The position before the notes of all grants that were not written at this time.</summary>
    internal static string Before(DateTimeOffset at) => RowKey.Of(at - ChangeMarks.LongestCommit);

    internal async Task NoteAsync(IReadOnlyCollection<AccessKey> grants, CancellationToken cancellationToken)
    {
        if (grants.Count == 0)
            return;
        var (at, notes) = (RowKey.Of(clock.GetUtcNow()), new RowWrites());
        foreach (var grant in grants.Distinct())
        {
            notes.Upsert(new TableEntity(Partition, $"{at}|{Guid.CreateVersion7():N}")
            {
                ["User"] = grant.User.Value,
                ["Entitlement"] = grant.Entitlement.Value,
                ["Account"] = grant.Account?.Value,
            });
        }

        await notes.SubmitAsync(tables.Changes, cancellationToken);
    }

    /// <summary>The notes after a position, oldest first. The newest may be of grants that are not written yet.</summary>
    internal async IAsyncEnumerable<NotedGrant> ReadAsync(string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after}");
        await foreach (var row in tables.Changes.QueryAsync<TableEntity>($"{filter} and {tables.Changes.Readable}", cancellationToken: cancellationToken))
        {
            var account = row.GetString("Account") is { } id ? AccountId.From(id) : (AccountId?)null;
            yield return new(row.RowKey, new AccessKey(UserId.From(row.GetString("User")), EntitlementId.From(row.GetString("Entitlement")), account), TimeOf(row.RowKey));
        }
    }

    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {RowKey.Of(clock.GetUtcNow() - KeptFor)}");
        await foreach (var rows in tables.Changes.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken).Chunk(EntityGroup.MaxActions).WithCancellation(cancellationToken))
        {
            var group = new EntityGroup();
            foreach (var row in rows)
                group.Add(TableTransactionActionType.Delete, row, Azure.ETag.All);
            await group.SubmitAsync(tables.Changes, cancellationToken);
        }
    }

    private static DateTimeOffset TimeOf(string key) => new(long.Parse(key.Split('|')[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
}
