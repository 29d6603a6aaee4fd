using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>Stores imports: their state, the pages of lines to apply, and the problems of lines. One partition per import.</summary>
public sealed partial class ImportStore(AppTables tables)
{
    private const string StateRow = "state";

    // A build that does not know dry runs must not find one, because it would apply its lines.
    private const string DryRunStateRow = "dry-run";
    private const string Starts = "import-start";
    private const string Kept = "import-check";
    private const int LargestPage = 60 * 1024;
    private const int MaxLines = 250;

    private readonly AppTable _table = tables.Directory;

    internal async Task<Stored<ImportState>?> LoadAsync(string id, CancellationToken cancellationToken) =>
        StoredJson.Of<ImportState>(
            await _table.FindRowAsync(DirectoryKeys.Import(id), StateRow, cancellationToken) ?? await _table.FindRowAsync(DirectoryKeys.Import(id), DryRunStateRow, cancellationToken));

    /// <summary>The newest imports, latest first; without those that were not accepted completely.</summary>
    internal async Task<IReadOnlyList<ImportState>> NewestAsync(int limit, CancellationToken cancellationToken)
    {
        var starts = _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Starts}"), maxPerPage: limit, cancellationToken: cancellationToken);
        // An import that was sent twice concurrently has two rows.
        var ids = await starts.Select(row => row.GetString("Id")).Distinct().Take(limit).ToListAsync(cancellationToken);
        var states = await BoundedReads.AllAsync(ids, LoadAsync, cancellationToken);
        return [.. ids.Select(id => states[id]?.Value).OfType<ImportState>()];
    }

    /// <summary>Adds an import to the list of all imports.</summary>
    internal Task ListAsync(ImportState state, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Starts, $"{RowKey.LatestFirst(state.StartedAt)}|{state.Id}") { ["Id"] = state.Id }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Adds a dry run to the list of those whose lines are kept.</summary>
    internal Task ListKeptAsync(ImportState state, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Kept, state.Id) { ["StartedAt"] = state.StartedAt }, TableUpdateMode.Replace, cancellationToken);

    internal async IAsyncEnumerable<(string Id, DateTimeOffset StartedAt)> KeptAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {Kept}")} and {_table.Readable}";
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return (row.RowKey, row.GetDateTimeOffset("StartedAt") ?? default);
    }

    internal Task ForgetKeptAsync(string id, CancellationToken cancellationToken) => _table.DeleteEntityAsync(Kept, id, cancellationToken: cancellationToken);

    /// <exception cref="RequestFailedException">Another writer was faster (409 or 412).</exception>
    internal async Task SaveAsync(ImportState state, ETag? read, CancellationToken cancellationToken)
    {
        var row = StoredJson.Row(DirectoryKeys.Import(state.Id), state.IsDryRun ? DryRunStateRow : StateRow, state);
        if (read is { } tag)
            await _table.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellationToken);
        else
            await _table.AddEntityAsync(row, cancellationToken);
    }

    /// <summary>Stores lines in pages that fit into a row; returns the number of pages.</summary>
    internal async Task<int> StoreLinesAsync(string id, ImportedFile file, IEnumerable<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var pages = 0;
        var waiting = new RowWrites();
        foreach (var page in Pages(lines))
        {
            waiting.Upsert(new TableEntity(DirectoryKeys.Import(id), PageRow(file, pages++)) { ["Lines"] = page });
            if (pages % 50 != 0)
                continue;
            await waiting.SubmitAsync(_table, cancellationToken);
            waiting = new RowWrites();
        }

        await waiting.SubmitAsync(_table, cancellationToken);
        return pages;
    }

    internal async Task<IReadOnlyList<ImportedLine>> ReadPageAsync(ImportState state, ImportedFile file, int page, CancellationToken cancellationToken)
    {
        var row = await _table.FindRowAsync(DirectoryKeys.Import(state.LinesAt), PageRow(file, page), cancellationToken)
            ?? throw new InvalidOperationException($"Import {state.Id} lost page {page} of {file}.");
        return JsonSerializer.Deserialize<IReadOnlyList<ImportedLine>>(row.GetBinary("Lines"), RowJson.Options) ?? [];
    }

    /// <summary>Deletes what is only needed until the import has ended. The lines of a dry run stay, because they may be imported.</summary>
    internal async Task CleanUpAsync(ImportState state, CancellationToken cancellationToken)
    {
        if (state.IsDryRun)
            await DeleteDryRunRowsAsync(state.Id, cancellationToken);
        else
            await DeletePagesAsync(state, cancellationToken);
        await ForgetWaitingAsync(state.Id, cancellationToken);
        if (state.Endings.Count > 0)
            await DeleteSeenAsync(state.Id, cancellationToken);
    }

    /// <summary>Deletes everything of a dry run but its result.</summary>
    internal async Task ForgetLinesAsync(ImportState state, CancellationToken cancellationToken)
    {
        await CleanUpAsync(state, cancellationToken);
        await DeletePagesAsync(state, cancellationToken);
    }

    internal async Task DeletePagesAsync(ImportState state, CancellationToken cancellationToken)
    {
        foreach (var file in state.Files)
        {
            for (var page = 0; page < file.Pages; page++)
                await _table.DeleteEntityAsync(DirectoryKeys.Import(state.LinesAt), PageRow(file.File, page), cancellationToken: cancellationToken);
        }
    }

    private static string PageRow(ImportedFile file, int page) => string.Create(CultureInfo.InvariantCulture, $"page|{(int)file}|{page:D7}");

    private static IEnumerable<byte[]> Pages(IEnumerable<ImportedLine> lines)
    {
        var page = new MemoryStream();
        var count = 0;
        foreach (var line in lines)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(line, RowJson.Options);
            if (count > 0 && (count == MaxLines || page.Length + json.Length + 2 > LargestPage))
            {
                page.WriteByte((byte)']');
                yield return page.ToArray();
                (page, count) = (new MemoryStream(), 0);
            }

            page.WriteByte(count == 0 ? (byte)'[' : (byte)',');
            page.Write(json);
            count++;
        }

        if (count == 0)
            yield break;
        page.WriteByte((byte)']');
        yield return page.ToArray();
    }
}
