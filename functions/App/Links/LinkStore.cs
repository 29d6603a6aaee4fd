using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Links;

/// <summary>All issued links, one partition per task.</summary>
public sealed class LinkStore(AppTables tables, TimeProvider clock)
{
    public Task AddAsync(IssuedLink link, CancellationToken cancellationToken) => tables.Links.AddEntityAsync(link.ToRow(), cancellationToken);

    public async Task<IssuedLink?> FindAsync(TaskId task, int generation, string id, CancellationToken cancellationToken)
    {
        var row = await tables.Links.FindRowAsync(task.Value, IssuedLink.KeyOf(generation, id), cancellationToken);
        return row is null ? null : IssuedLink.Of(row);
    }

    /// <summary>The live links of one generation, oldest first.</summary>
    public async Task<IReadOnlyList<IssuedLink>> LiveAsync(TaskId task, int generation, CancellationToken cancellationToken)
    {
        var (now, (first, behind)) = (clock.GetUtcNow(), IssuedLink.KeysOf(generation));
        List<IssuedLink> live = [];
        var rows = tables.Links.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {task.Value} and RowKey ge {first} and RowKey lt {behind}"), cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (IssuedLink.Of(row) is var link && link.IsLive(now))
                live.Add(link);
        }

        return [.. live.OrderBy(link => link.Claims.IssuedAt)];
    }

    public Task<int> RevokeAsync(TaskId task, string id, CancellationToken cancellationToken) =>
        RevokeAsync(TableClient.CreateQueryFilter($"PartitionKey eq {task.Value} and LinkId eq {id}"), cancellationToken);

    public Task<int> RevokeTaskAsync(TaskId task, CancellationToken cancellationToken) =>
        RevokeAsync(TableClient.CreateQueryFilter($"PartitionKey eq {task.Value}"), cancellationToken);

    // These two scan the whole table. They are needed only after a loss, and rows of expired links are deleted.
    public Task<int> RevokePersonAsync(UserId person, CancellationToken cancellationToken) =>
        RevokeAsync(TableClient.CreateQueryFilter($"Person eq {person.Value}"), cancellationToken);

    public Task<int> RevokeKeyAsync(string keyName, CancellationToken cancellationToken) =>
        RevokeAsync(TableClient.CreateQueryFilter($"KeyName eq {keyName}"), cancellationToken);

    /// <summary>Deletes links that expired long ago.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var (swept, before) = (0, clock.GetUtcNow() - LinkLife.Max);
        await foreach (var row in tables.Links.QueryAsync<TableEntity>($"{TableClient.CreateQueryFilter($"ExpiresAt lt {before}")} and {tables.Links.Readable}", select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await tables.Links.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            swept++;
        }

        return swept;
    }

    private async Task<int> RevokeAsync(string filter, CancellationToken cancellationToken)
    {
        var (revoked, now) = (0, clock.GetUtcNow());
        await foreach (var row in tables.Links.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (!IssuedLink.Of(row).IsLive(now))
                continue;

            // Only revocation changes a link's row, so the last write is right.
            await tables.Links.UpsertEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { ["RevokedAt"] = now }, TableUpdateMode.Merge, cancellationToken);
            revoked++;
        }

        return revoked;
    }
}
