using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Who of Slack is who of the directory: two rows a pair, found from either side, written together. One person is one user.</summary>
public sealed class SlackMembers(AppTables tables, IOptions<SlackOptions> options)
{
    private const string Partition = "members";
    private const string OfPerson = "p-";
    private const string OfSlack = "s-";

    /// <summary>Null where Slack is off: then nobody is asked, not the table either.</summary>
    public async Task<SlackMember?> FindAsync(UserId person, CancellationToken cancellationToken) =>
        options.Value.IsEnabled && await ReadAsync(KeyOf(person), cancellationToken) is { } row ? SlackMember.Of(row) : null;

    public async Task<SlackMember?> FindBySlackAsync(string slackUser, CancellationToken cancellationToken) =>
        await ReadAsync(KeyOf(slackUser), cancellationToken) is { } row ? SlackMember.Of(row) : null;

    /// <summary>False: this user of Slack is somebody else, or somebody else changed one of the two just now.</summary>
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

    /// <summary>From now on nobody of Slack is this person. False: there was nobody, or somebody else changed it just now.</summary>
    public async Task<bool> RemoveAsync(UserId person, CancellationToken cancellationToken)
    {
        var group = new EntityGroup();
        foreach (var row in await RowsOfAsync(person, cancellationToken))
            group.Add(TableTransactionActionType.Delete, row, row.ETag);
        return group.Count > 0 && await TryAsync(group, cancellationToken);
    }

    /// <param name="after">Where the page before ended.</param>
    public async IAsyncEnumerable<Placed<SlackMember>> ListAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, behind) = (after ?? OfPerson, OfPerson + "~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {first} and RowKey lt {behind}");
        await foreach (var row in tables.Slack.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new Placed<SlackMember>(SlackMember.Of(row), row.RowKey);
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
            await group.SubmitAsync(tables.Slack, cancellationToken);
            return true;
        }
        catch (RequestFailedException clash) when (clash.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private Task<TableEntity?> ReadAsync(string key, CancellationToken cancellationToken) => tables.Slack.FindRowAsync(Partition, key, cancellationToken);

    private static string KeyOf(UserId person) => OfPerson + RowKey.Encode(person.Value);

    private static string KeyOf(string slackUser) => OfSlack + RowKey.Encode(slackUser);
}
