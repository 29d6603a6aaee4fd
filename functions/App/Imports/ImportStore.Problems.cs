using System.Globalization;
using System.Runtime.CompilerServices;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>The problems of an import's lines.</summary>
public sealed partial class ImportStore
{
    private const string Problems = "problem|";
    private const string Remarks = "Remarks";
    private const string IsReceived = "IsReceived";

    /// <summary>Stores problems. The same problem is stored once.</summary>
    /// <param name="isReceived">They were found when the files were received, so they are the same in each import of the files.</param>
    internal async Task StoreProblemsAsync(string id, ImportStage stage, IEnumerable<ImportProblem> problems, CancellationToken cancellationToken, bool isReceived = false)
    {
        var rows = new RowWrites();
        foreach (var problem in problems)
        {
            // ! sorts before digits, so that urgent problems come first.
            var first = problem.IsUrgent ? "!|" : "";
            var row = StoredJson.Row(DirectoryKeys.Import(id), string.Create(CultureInfo.InvariantCulture, $"{Problems}{first}{(int)problem.File}|{problem.Line:D9}|{(int)stage}"), problem);
            row[Remarks] = problem.Remarks.Count == 0 ? null : RowJson.Write(problem.Remarks);
            if (isReceived)
                row[IsReceived] = true;
            rows.Upsert(row);
        }

        await rows.SubmitAsync(_table, cancellationToken);
    }

    /// <summary>Copies the problems that were found when a dry run's files were received.</summary>
    internal async Task CopyReceivedProblemsAsync(string from, string to, CancellationToken cancellationToken)
    {
        var rows = new RowWrites();
        await foreach (var row in RowsFromAsync(from, Problems, cancellationToken))
        {
            if (row.GetBoolean(IsReceived) == true)
                rows.Upsert(new TableEntity(DirectoryKeys.Import(to), row.RowKey) { ["Json"] = row["Json"], [Remarks] = row[Remarks] });
        }

        await rows.SubmitAsync(_table, cancellationToken);
    }

    /// <summary>Urgent problems first, then by file and line.</summary>
    internal async IAsyncEnumerable<Positioned<ImportProblem>> ProblemsAsync(string id, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = after ?? Problems;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Import(id)} and RowKey gt {first} and RowKey lt {DirectoryKeys.After(Problems)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var remarks = row.GetString(Remarks) is { } json ? RowJson.Read<IReadOnlyList<Remark>>(json) : [];
            yield return new(StoredJson.Read<ImportProblem>(row) with { Remarks = remarks }, row.RowKey);
        }
    }
}
