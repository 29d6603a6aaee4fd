using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>Which import had lines of an app last, so that the age of the app's data is known.</summary>
public sealed class AppImports(AppTables tables, ImportStore imports, DirectoryStore directory)
{
    private const string Partition = "import-app";

    /// <summary>Notes the apps of some lines. A dry run changes nothing, so it is not noted.</summary>
    internal async Task NoteAsync(ImportState state, IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        if (state.IsDryRun)
            return;
        var rows = new RowWrites();
        foreach (var app in await AppsOfAsync(state.Stage, lines, cancellationToken))
            rows.Upsert(new TableEntity(Partition, RowKey.Encode(app)) { ["App"] = app, ["Import"] = state.Id });
        await rows.SubmitAsync(tables.Directory, cancellationToken);
    }

    /// <summary>The last import with lines of each app. Apps that are missing were imported by an earlier build, or never.</summary>
    internal async Task<IReadOnlyDictionary<AppId, ImportState>> NewestAsync(CancellationToken cancellationToken)
    {
        var filter = $"{TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")} and {tables.Directory.Readable}";
        var rows = await tables.Directory.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .Select(row => (App: AppId.From(row.GetString("App")), Import: row.GetString("Import"))).ToListAsync(cancellationToken);
        var states = await BoundedReads.AllAsync(rows.Select(row => row.Import).Distinct(StringComparer.Ordinal), imports.LoadAsync, cancellationToken);
        return rows.Where(row => states[row.Import] is not null).ToDictionary(row => row.App, row => states[row.Import]!.Value); // Just filtered.
    }

    private async Task<IReadOnlyList<string>> AppsOfAsync(ImportStage stage, IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var apps = stage switch
        {
            ImportStage.Apps => Values("id"),
            ImportStage.Entitlements or ImportStage.Accounts => Values("appId"),
            ImportStage.Grants => (await directory.FindEntitlementsAsync(Values("entitlementId").Select(EntitlementId.From), cancellationToken)).Select(entitlement => entitlement.AppId.Value),
            _ => [],
        };
        return [.. apps.Distinct(StringComparer.Ordinal)];

        IEnumerable<string> Values(string column) =>
            lines.Select(line => line.Values.GetValueOrDefault(column, "")).Where(value => value.Length > 0 && LineReader.IsIdentifier(value)).Distinct(StringComparer.Ordinal);
    }
}
