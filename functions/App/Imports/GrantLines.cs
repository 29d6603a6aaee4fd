using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>Applies lines about grants.</summary>
internal sealed class GrantLines(ImportTarget directory, ImportRun run)
{
    public async Task<PageOutcome> ApplyAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var users = (await directory.FindUsersAsync(lines.Select(line => PairOf(line).User), cancellationToken)).ToDictionary(user => user.Id);
        var entitlements = (await directory.FindEntitlementsAsync(lines.Select(line => PairOf(line).Entitlement), cancellationToken)).ToDictionary(entitlement => entitlement.Id);
        var before = await BoundedReads.AllAsync(lines.Select(PairOf), (pair, token) => directory.LoadGrantAsync(pair.User, pair.Entitlement, token), cancellationToken);

        var counter = new PageOutcome.Counter(ImportedFile.Grants);
        var changes = new List<StoredGrant>();
        foreach (var reader in lines.Select(run.Read))
        {
            var pair = PairOf(reader.Line);
            var stored = before[pair];
            var grant = Map(reader, users.GetValueOrDefault(pair.User), entitlements.GetValueOrDefault(pair.Entitlement), stored?.Grant);
            var isSame = grant is not null && PageOutcome.IsSame(stored?.Grant, grant);
            var effect = ImportMark.Effect(run.Import, stored is not null, isSame, stored?.Mark);
            if (grant is not null && !reader.IsRefused && !isSame)
                changes.Add(new(grant, stored?.ETag, stored?.Applied ?? []) { Mark = ImportMark.Of(run.Import, effect) });
            counter.Count(reader, effect);
        }

        await directory.WriteGrantsAsync(changes, cancellationToken);
        return counter.Total();
    }

    private Grant? Map(LineReader reader, User? user, Entitlement? entitlement, Grant? held)
    {
        if (user is null)
            reader.Refuse(Remark.Say($"userId is not a person in the directory."));
        if (entitlement is null)
            reader.Refuse(Remark.Say($"entitlementId is not an entitlement in the directory."));
        return user is null || entitlement is null ? null : GrantMapping.Of(reader, held, entitlement.AppId, run.StartedAt, user.TimeZone);
    }

    private static (UserId User, EntitlementId Entitlement) PairOf(ImportedLine line) =>
        (UserId.From(line.Values.GetValueOrDefault("userId", "")), EntitlementId.From(line.Values.GetValueOrDefault("entitlementId", "")));
}
