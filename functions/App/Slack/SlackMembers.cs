using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>The connections of Slack users and users: two rows per pair, one for each direction, written together. Each user has one Slack user.</summary>
public sealed class SlackMembers(AppTables tables, IOptions<SlackOptions> options)
{
    private const string Partition = "members";
    private const string OfPerson = "p-";
    private const string OfSlack = "s-";

    /// <summary>Returns null where Slack is off, without reading the table.</summary>
    public async Task<SlackMember?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        options.Value.IsEnabled && await ReadAsync(KeyOf(person), cancellationToken) is { } row ? SlackMember.Of(row) : null;

    public async Task<SlackMember?> FindBySlackAsync(string slackUser, CancellationToken cancellationToken) =>
        await ReadAsync(KeyOf(slackUser), cancellationToken) is { } row ? SlackMember.Of(row) : null;

    /// <summary>Returns false if this Slack user is connected to another user, or if one of the rows has just changed.</summary>
    public async Task<bool> ConfirmAsync(SlackMember member, CancellationToken cancellationToken)
    {
        var before = await RowsOfAsync(member.User, cancellationToken);
        var group = new EntityGroup();
        foreach (var key in new[] { KeyOf(member.User), KeyOf(member.SlackUser) })
        {
            var old = before.FirstOrDefault(row => row.RowKey == key);
            group.Add(old is null ? TableTransactionActionType.Add : TableTransactionActionType.UpdateReplace, member.ToRow(Partition, key), old?.ETag ?? default);
        }

        foreach (var left in before.Where(row => row.RowKey != KeyOf(member.User) && row.RowKey != KeyOf(member.SlackUser)))
            group.Add(TableTransactionActionType.Delete, left, left.ETag);
        return await TryAsync(group, cancellationToken);
    }

    /// <summary>Removes the connection. Returns false if there is none, or if it has just changed.</summary>
    public async Task<bool> RemoveAsync(UserId person, CancellationToken cancellationToken)
    {
        var group = new EntityGroup();
        foreach (var row in await RowsOfAsync(person, cancellationToken))
            group.Add(TableTransactionActionType.Delete, row, row.ETag);
        return group.Count > 0 && await TryAsync(group, cancellationToken);
    }

    /// <param name="after">The position of the last one of the previous page.</param>
    public async IAsyncEnumerable<Positioned<SlackMember>> ListAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, behind) = (after ?? OfPerson, OfPerson + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {first} and RowKey lt {behind}");
        await foreach (var row in tables.Of(SlackTable.Rows).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new Positioned<SlackMember>(SlackMember.Of(row), row.RowKey);
    }

    private async Task<IReadOnlyList<TableEntity>> RowsOfAsync(UserId person, CancellationToken cancellationToken)
    {
        if (await ReadAsync(KeyOf(person), cancellationToken) is not { } own)
            return [];
        return await ReadAsync(KeyOf(own.GetString("SlackUser")), cancellationToken) is { } other ? [own, other] : [own];
    }

    private async Task<bool> TryAsync(EntityGroup group, CancellationToken cancellationToken)
    {
        try
        {
            await group.SubmitAsync(tables.Of(SlackTable.Rows), cancellationToken);
            return true;
        }
        catch (RequestFailedException clash) when (Contention.IsConflict(clash))
        {
            return false;
        }
    }

    private Task<TableEntity?> ReadAsync(string key, CancellationToken cancellationToken) => tables.Of(SlackTable.Rows).FindRowAsync(Partition, key, cancellationToken);

    private static string KeyOf(UserId person) => OfPerson + RowKey.Encode(person.Value);

    private static string KeyOf(string slackUser) => OfSlack + RowKey.Encode(slackUser);
}
