using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>Grants that were certified with an exception, by the hour in which the exception ends.</summary>
public sealed partial class DirectoryStore
{
    /// <summary>The exceptions that have not ended, the one that ends first at the beginning.</summary>
    /// <param name="after">The position of the last one of the previous page; null: from the beginning.</param>
    internal async IAsyncEnumerable<Positioned<Grant>> ExceptionsAsync(string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var note in NotedExceptionsAsync(DirectoryKeys.After(DirectoryKeys.Exceptions), after, cancellationToken))
        {
            if (await FindGrantAsync(note.Access, cancellationToken) is { } grant && IsNoteOfException(note, grant))
                yield return new(grant, $"{note.Partition}\n{note.Row}");
        }
    }

    /// <summary>The exceptions that end until then, or a little later.</summary>
    internal IAsyncEnumerable<NotedEnd> ExceptionEndsUntilAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        NotedExceptionsAsync(DirectoryKeys.After(DirectoryKeys.ExceptionEnding(now)), null, cancellationToken);

    /// <summary>True if this row still matches the grant's exception.</summary>
    internal static bool IsNoteOfException(NotedEnd note, Grant grant) =>
        grant is { IsHeld: true, Exception: { } exception } && DirectoryKeys.ExceptionEnding(exception.Until) == note.Partition;

    private async IAsyncEnumerable<NotedEnd> NotedExceptionsAsync(string end, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (partition, row) = after?.Split('\n') is [var seenPartition, var seenRow] ? (seenPartition, seenRow) : (DirectoryKeys.Exceptions, "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {partition} and PartitionKey lt {end} and (PartitionKey gt {partition} or RowKey gt {row})");
        await foreach (var found in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new(AccessOf(found), found.PartitionKey, found.RowKey);
    }
}
