using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Imports;

/// <summary>
/// For an import that is complete for an app: which grants and accounts its lines name, until it ends, and which ones it does not name,
/// for its report.
/// </summary>
public sealed partial class ImportStore
{
    private const string Seen = "seen|";
    private const string Gone = "gone|";

    /// <summary>The key of what a line names. A part of it is a hash, because three long identifiers do not fit into one key.</summary>
    internal static string SeenKeyOf(Grant grant) => $"{SeenPrefixOf(grant.EntitlementId)}{Hash(DirectoryStore.HolderPositionOf(grant))}";

    /// <inheritdoc cref="SeenKeyOf(Grant)"/>
    internal static string SeenKeyOf(Account account) => $"{SeenPrefixOf(account.AppId)}{Hash(account.Id.Value)}";

    internal static string SeenPrefixOf(EntitlementId entitlement) => $"{Seen}e{Hash(entitlement.Value)}|";

    internal static string SeenPrefixOf(AppId app) => $"{Seen}a{Hash(app.Value)}|";

    internal Task NoteSeenAsync(string id, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var rows = new RowWrites();
        rows.UpsertAll(keys.Select(key => new TableEntity(DirectoryKeys.Import(id), key)));
        return rows.SubmitAsync(_table, cancellationToken);
    }

    /// <summary>The keys with this prefix that lines of the import name.</summary>
    internal async Task<IReadOnlySet<string>> SeenAsync(string id, string prefix, CancellationToken cancellationToken) =>
        await RowsFromAsync(id, prefix, cancellationToken).Select(row => row.RowKey).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);

    internal Task WriteGoneAsync(string id, IEnumerable<GoneLine> lines, CancellationToken cancellationToken)
    {
        var rows = new RowWrites();
        rows.UpsertAll(lines.Select(line => StoredJson.Row(DirectoryKeys.Import(id), GoneKeyOf(line), line)));
        return rows.SubmitAsync(_table, cancellationToken);
    }

    /// <summary>What the import does not name, by app: accounts, then grants by entitlement.</summary>
    /// <param name="app">Null: all apps.</param>
    /// <param name="after">The position of the last line of the previous page.</param>
    internal async IAsyncEnumerable<Positioned<GoneLine>> GoneAsync(string id, AppId? app, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = app is { } one ? GonePrefixOf(one) : Gone;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DirectoryKeys.Import(id)} and RowKey gt {after ?? first} and RowKey lt {DirectoryKeys.After(first)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return new(StoredJson.Read<GoneLine>(row), row.RowKey);
    }

    private Task DeleteSeenAsync(string id, CancellationToken cancellationToken) => DeleteRowsAsync(id, Seen, cancellationToken);

    private static string GonePrefixOf(AppId app) => $"{Gone}{Hash(app.Value)}|";

    private static string GoneKeyOf(GoneLine line) => line.Entitlement is { } entitlement
        ? $"{GonePrefixOf(line.App)}e|{Hash(entitlement.Value)}|{Hash($"{line.User}\n{(line.IsAdditional ? line.Account?.Value : "")}")}"
        : $"{GonePrefixOf(line.App)}a|{Hash(line.Account?.Value ?? "")}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
