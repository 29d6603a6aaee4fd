using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Imports;

/// <summary>Applies lines about grants.</summary>
internal sealed class GrantLines(ImportTarget directory, ImportRun run)
{
    public async Task<PageOutcome> ApplyAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var entitlements = (await directory.FindEntitlementsAsync(lines.Select(EntitlementOf).Concat(lines.Select(ThroughOf).OfType<EntitlementId>()), cancellationToken)).ToDictionary(entitlement => entitlement.Id);
        var users = (await directory.FindUsersAsync(lines.Select(line => PairOf(line).User).Where(user => !AccountHolder.Is(user)), cancellationToken)).ToDictionary(user => user.Id);
        var firsts = new Dictionary<(UserId User, EntitlementId Entitlement), StoredGrant?>(
            await BoundedReads.AllAsync(lines.Select(PairOf), (pair, token) => directory.LoadGrantAsync(pair.User, pair.Entitlement, token), cancellationToken));
        var several = lines.GroupBy(PairOf).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet();
        var others = await BoundedReads.AllAsync(lines.Where(MayBeAdditional).Select(KeyOf), directory.LoadAdditionalGrantAsync, cancellationToken);

        var counter = new PageOutcome.Counter(ImportedFile.Grants);
        var changes = new List<StoredGrant>();
        var (seen, refused) = (new List<string>(), new List<string>());
        foreach (var reader in lines.Select(run.Read))
        {
            var (pair, key) = (PairOf(reader.Line), KeyOf(reader.Line));
            // The first account gets the first grant. A grant that has no account yet gets that of its line.
            var isFirst = key.Account is null || firsts[pair]?.Grant.AccountId is not { } account || account == key.Account;
            var stored = isFirst ? firsts[pair] : others.GetValueOrDefault(key);
            var grant = Map(reader, pair.User, users.GetValueOrDefault(pair.User), entitlements, stored?.Grant) is { } mapped ? mapped with { IsAdditional = !isFirst } : null;
            var isSame = grant is not null && PageOutcome.IsSame(stored?.Grant, grant);
            var effect = ImportMark.Effect(run.Import, stored is not null, isSame, stored?.Mark);
            if (grant is not null && !reader.IsRefused)
            {
                var change = new StoredGrant(grant, stored?.ETag, stored?.Applied ?? []) { Mark = ImportMark.Of(run.Import, effect), Before = stored?.Grant };
                if (!isSame)
                    changes.Add(change);
                if (isFirst)
                    firsts[pair] = change;
                if (run.CompleteFor.Contains(grant.AppId))
                    seen.Add(ImportStore.SeenKeyOf(grant));
            }
            else if (run.CompleteFor.Count > 0)
            {
                refused.Add(entitlements.ContainsKey(pair.Entitlement) ? pair.Entitlement.Value : ImportedFileState.Unknown);
            }

            counter.Count(reader, effect);
        }

        await directory.WriteGrantsAsync(changes, cancellationToken);
        var leavers = changes.Select(change => change.Grant).Where(grant => grant.IsHeld && users.GetValueOrDefault(grant.UserId) is { IsActive: false }).Select(grant => grant.UserId).Distinct().ToList();
        if (leavers.Count > 0)
            await directory.NoteLeaversAsync(leavers, cancellationToken);
        return counter.Total() with { Seen = seen, RefusedAbout = refused };

        // Without a person, the account holds the access.
        (UserId User, EntitlementId Entitlement) PairOf(ImportedLine line)
        {
            var (user, entitlement) = (line.Values.GetValueOrDefault("userId", ""), EntitlementOf(line));
            return user.Length == 0 && AccountOf(line) is { } account && entitlements.TryGetValue(entitlement, out var granted)
                ? (AccountHolder.Of(granted.AppId, account), entitlement)
                : (UserId.From(user), entitlement);
        }

        AccessKey KeyOf(ImportedLine line)
        {
            var (user, entitlement) = PairOf(line);
            return new(user, entitlement, AccountOf(line));
        }

        // Several lines of a page can be about one pair, so an earlier line may give it its first account.
        bool MayBeAdditional(ImportedLine line) =>
            KeyOf(line).Account is { } account && (firsts[PairOf(line)]?.Grant.AccountId is { } first ? first != account : several.Contains(PairOf(line)));
    }

    private Grant? Map(LineReader reader, UserId holder, User? user, IReadOnlyDictionary<EntitlementId, Entitlement> entitlements, Grant? held)
    {
        var entitlement = entitlements.GetValueOrDefault(EntitlementOf(reader.Line));
        var isAccount = AccountHolder.Is(holder) && reader.Said("userId") is null;
        if (reader.Said("userId") is null && reader.Said("accountId") is null)
            reader.Refuse(Remark.Say($"userId and accountId are empty. Write the person, or the account that holds the access."));
        else if (user is null && !isAccount && (entitlement is not null || reader.Said("userId") is not null))
            reader.Refuse(Remark.Say($"userId is not a person in the directory."));
        if (entitlement is null)
            reader.Refuse(Remark.Say($"entitlementId is not an entitlement in the directory."));
        return (user is null && !isAccount) || entitlement is null ? null : GrantMapping.Of(reader, held, holder, Through(reader, held, entitlement.Id, entitlements), entitlement.AppId, run.StartedAt, user?.TimeZone ?? run.Forms.TimeZone);
    }

    /// <summary>An entitlement that is unknown grants nothing, so the access counts as held directly, as before.</summary>
    private static EntitlementId? Through(LineReader reader, Grant? held, EntitlementId entitlement, IReadOnlyDictionary<EntitlementId, Entitlement> entitlements)
    {
        var before = AccessPath.ThroughOf(held);
        if (reader.Identifier("through", before?.Value) is not { Length: > 0 } through)
            return null;
        var wanted = EntitlementId.From(through);
        if (wanted == before || (wanted != entitlement && entitlements.ContainsKey(wanted)))
            return wanted;
        reader.Omit(Remark.Say($"through is not another entitlement in the directory."));
        return before;
    }

    private static EntitlementId? ThroughOf(ImportedLine line) =>
        line.Values.GetValueOrDefault("through", "") is var through && !LineReader.IsNone(through) && LineReader.IsIdentifier(through) ? EntitlementId.From(through) : null;

    private static EntitlementId EntitlementOf(ImportedLine line) => EntitlementId.From(line.Values.GetValueOrDefault("entitlementId", ""));

    private static AccountId? AccountOf(ImportedLine line) =>
        line.Values.GetValueOrDefault("accountId", "") is var account && !LineReader.IsNone(account) && LineReader.IsIdentifier(account) ? AccountId.From(account) : null;
}
