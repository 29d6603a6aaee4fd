using System.Runtime.CompilerServices;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>A grant that was listed to end in a given hour. Its end may have changed since.</summary>
internal sealed record NotedEnd(AccessKey Access, string Partition, string Row);

/// <summary>Grants by the hour in which they end.</summary>
public sealed partial class DirectoryStore
{
    internal async IAsyncEnumerable<NotedEnd> EndsUntilAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {"grant-end|"} and PartitionKey le {DirectoryKeys.Ending(now)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new(AccessOf(row), row.PartitionKey, row.RowKey);
    }

    private static AccessKey AccessOf(TableEntity row) => new(
        UserId.From(row.GetString("User")), EntitlementId.From(row.GetString("Entitlement")), row.GetString("Account") is { } account ? AccountId.From(account) : null);

    /// <summary>True if this row still matches the grant's end.</summary>
    internal static bool IsNoteOf(NotedEnd note, Grant grant) => grant is { IsHeld: true, Until: { } until } && DirectoryKeys.Ending(until) == note.Partition;

    internal Task ForgetEndAsync(NotedEnd note, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(note.Partition, note.Row, cancellationToken: cancellationToken);
}
