using AccessReview.App.Store;
using Azure.Data.Tables;

namespace AccessReview.App.Audit;

/// <summary>A public key with which evidence can be verified.</summary>
/// <param name="Fingerprint">SHA-256 of the key. Evidence names its key by it.</param>
/// <param name="Name">The name of the key in the settings.</param>
/// <param name="PublicKey">PEM.</param>
/// <param name="IsCurrent">New evidence is signed with it.</param>
public sealed record PublishedKey(string Fingerprint, string Name, string PublicKey, bool IsCurrent);

/// <summary>
/// The keys that sign evidence. A public key is kept from its first signature on, so old evidence can be verified after its key was
/// removed from the settings.
/// </summary>
public sealed class EvidenceKeys(AuditKeys keys, DigestArchive archive, AppTables tables)
{
    private const string Partition = "evidenceKey";

    /// <summary>The key that signs new evidence; null: evidence cannot be signed, see <see cref="DigestArchive.IsThere"/>.</summary>
    internal EvidenceKey? FindSigning() => archive.IsThere ? Derive(keys.Signing) : null;

    /// <summary>The key that signs new evidence. From now on its public part is published.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal async Task<EvidenceKey> UseSigningAsync(CancellationToken cancellationToken)
    {
        var key = Derive(keys.Signing);
        var row = new TableEntity(Partition, key.Fingerprint) { ["Name"] = key.Name, ["PublicKey"] = key.PublicKey };
        await tables.Audit.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return key;
    }

    /// <summary>All keys that sign or have signed evidence, the current one first.</summary>
    internal async Task<IReadOnlyList<PublishedKey>> ListAsync(CancellationToken cancellationToken)
    {
        using var current = FindSigning();
        var published = await tables.Audit.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken)
            .Select(row => new PublishedKey(row.RowKey, row.GetString("Name"), row.GetString("PublicKey"), false))
            .Where(key => key.Fingerprint != current?.Fingerprint)
            .ToListAsync(cancellationToken);
        return current is null ? published : [new PublishedKey(current.Fingerprint, current.Name, current.PublicKey, true), .. published];
    }

    private static EvidenceKey Derive((string Name, byte[] Key) key) => EvidenceKey.Derive(key.Name, key.Key);
}
