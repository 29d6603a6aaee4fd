using System.Runtime.CompilerServices;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Directory;

/// <summary>
/// Finds names by the beginning of any of their words. There is one row per word; its partition is the first two characters,
/// and its key starts with the word, so a search reads one key range.
/// </summary>
internal sealed class NameIndex(TableClient table, string name)
{
    // Encoding can make a word nine times longer, and the key length is limited to 512 characters.
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

    /// <summary>Returns identifiers ordered by name. A name that is being changed may still be found by its old words.</summary>
    /// <param name="folded">A folded search text; empty: everything.</param>
    /// <param name="after">The position of the last one of the previous page.</param>
    public async IAsyncEnumerable<(string Id, string Position)> FindAsync(string folded, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The index finds the longest word; the caller checks the other words.
        var word = folded.Split(' ').MaxBy(part => part.Length) ?? "";
        await foreach (var found in table.QueryAsync<TableEntity>(Filter(word, after), select: Columns, cancellationToken: cancellationToken))
            yield return (found.GetString("Id"), $"{found.PartitionKey}\n{found.RowKey}");
    }

    private string Filter(string word, string? after)
    {
        var (partition, row) = after?.Split('\n') is [var seenPartition, var seenRow]
            ? (seenPartition, $"{seenRow}!") // ! sorts before all characters of keys, so the scan continues after the last key.
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
