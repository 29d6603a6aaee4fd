using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>Applies lines about who holds what.</summary>
internal sealed class GrantLines(DirectoryStore directory)
{
    public async Task<PageOutcome> ApplyAsync(IReadOnlyList<ImportedLine> lines, DateTimeOffset importedAt, CancellationToken cancellationToken)
    {
        var users = (await directory.FindUsersAsync(lines.Select(line => PairOf(line).User), cancellationToken)).Select(user => user.Id).ToHashSet();
        var entitlements = (await directory.FindEntitlementsAsync(lines.Select(line => PairOf(line).Entitlement), cancellationToken)).ToDictionary(entitlement => entitlement.Id);
        var before = await BoundedReads.AllAsync(lines.Select(PairOf), (pair, token) => directory.LoadGrantAsync(pair.User, pair.Entitlement, token), cancellationToken);

        var counter = new PageOutcome.Counter(ImportedFile.Grants);
        var changes = new List<StoredGrant>();
        foreach (var line in lines)
        {
            var reader = new LineReader(line);
            var stored = before[PairOf(line)];
            var isChanged = Map(reader, PairOf(line), stored?.Grant) is { } grant && !PageOutcome.IsSame(stored?.Grant, grant) && Add(grant);
            counter.Count(line, reader, isChanged);

            bool Add(Grant changed)
            {
                changes.Add(new(changed, stored?.ETag, stored?.Applied ?? []));
                return true;
            }
        }

        await directory.WriteGrantsAsync(changes, cancellationToken);
        return counter.Total();

        Grant? Map(LineReader reader, (UserId User, EntitlementId Entitlement) pair, Grant? held)
        {
            if (!users.Contains(pair.User))
                reader.Refuse("userId names nobody in the directory.");
            if (!entitlements.TryGetValue(pair.Entitlement, out var entitlement))
                reader.Refuse("entitlementId names no entitlement in the directory.");
            return reader.IsRefused || entitlement is null ? null : LineMapping.Grant(reader, held, entitlement.AppId, importedAt);
        }
    }

    private static (UserId User, EntitlementId Entitlement) PairOf(ImportedLine line) =>
        (UserId.From(line.Values.GetValueOrDefault("userId", "")), EntitlementId.From(line.Values.GetValueOrDefault("entitlementId", "")));
}
