using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// Finds by the beginning of any word of a name. A row for each word; its partition is the first two characters, its key
/// begins with the word, so a search is one range and never a scan.
/// </summary>
internal sealed class NameIndex(TableClient table, string name)
{
    // Encoding can grow a word ninefold, and a key has at most 512 characters.
    private const int LongestKey = 200;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", "Id"];

    public IEnumerable<TableEntity> RowsOf(string id, string text)
    {
        var isWhole = true;
        foreach (var tail in FoldedName.Tails(FoldedName.Fold(text)).DefaultIfEmpty(""))
        {
            yield return new TableEntity(Partition(tail), $"{Key(tail)}|{DirectoryKeys.Of(id)}") { ["Id"] = id, ["IsWhole"] = isWhole };
            isWhole = false;
        }
    }

    /// <summary>Identifiers in the order of names. A name that changes this moment may still be found by its old words.</summary>
    /// <param name="folded">A folded search text; empty: everything.</param>
    /// <param name="after">The position of the last one that was seen.</param>
    public async IAsyncEnumerable<(string Id, string Position)> FindAsync(string folded, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The index is asked for the longest word; whoever asks checks the others on what is found.
        var word = folded.Split(' ').MaxBy(part => part.Length) ?? "";
        await foreach (var found in table.QueryAsync<TableEntity>(Filter(word, after), select: Columns, cancellationToken: cancellationToken))
            yield return (found.GetString("Id"), $"{found.PartitionKey}\n{found.RowKey}");
    }

    private string Filter(string word, string? after)
    {
        var (partition, row) = after?.Split('\n') is [var seenPartition, var seenRow]
            ? (seenPartition, $"{seenRow}!") // ! sorts before all that a key is made of: the keys after the one seen.
            : (Partition(word), Key(word));
        if (word.EnumerateRunes().Count() >= 2)
            return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {row} and RowKey lt {DirectoryKeys.After(Key(word))}");

        var end = DirectoryKeys.After(Partition(word));
        return word.Length == 0
            ? TableClient.CreateQueryFilter($"PartitionKey ge {partition} and PartitionKey lt {end} and (PartitionKey gt {partition} or RowKey ge {row}) and IsWhole eq true")
            : TableClient.CreateQueryFilter($"PartitionKey ge {partition} and PartitionKey lt {end} and (PartitionKey gt {partition} or RowKey ge {row})");
    }

    private string Partition(string text) => $"{name}|{Key(string.Concat(text.EnumerateRunes().Take(2)))}";

    private static string Key(string text)
    {
        var key = text.Length == 0 ? "" : RowKey.Encode(text);
        return key.Length <= LongestKey ? key : key[..LongestKey];
    }
}
