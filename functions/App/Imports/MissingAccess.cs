using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>
/// Finds and ends what an import does not name of the apps for which it is complete, a page at a time. A page that is done again writes
/// the same rows and counts the same.
/// </summary>
internal sealed class MissingAccess(DirectoryStore directory, ImportStore imports, TimeProvider time)
{
    private const int EntitlementsOfAPage = 10;
    private const int AccountsOfAPage = 500;
    private const int EndedAtOnce = 100;

    /// <summary>Accounts are counted after all entitlements.</summary>
    private const string AccountsPlace = "accounts|";

    public async Task<ImportState> AdvanceAsync(ImportState state, CancellationToken cancellationToken)
    {
        if (state.Endings.FirstOrDefault(ending => ending.IsAtWork) is not { } current)
            return state with { Stage = ImportStage.Done };
        var next = current switch
        {
            { State: EndingState.Ending } => await EndAsync(state, current, cancellationToken),
            { Place: null } when await WhyNotAsync(state, current.App, cancellationToken) is { } block => current with { State = EndingState.Blocked, Block = block },
            { Place: { } place } when place.StartsWith(AccountsPlace, StringComparison.Ordinal) => await CountAccountsAsync(state, current, place[AccountsPlace.Length..], cancellationToken),
            _ => await CountGrantsAsync(state, current, cancellationToken),
        };
        return state with { Endings = [.. state.Endings.Select(ending => ending.App == next.App ? next : ending)] };
    }

    private async Task<EndingBlock?> WhyNotAsync(ImportState state, AppId app, CancellationToken cancellationToken)
    {
        if (await directory.FindAppAsync(app, cancellationToken) is null)
            return EndingBlock.UnknownApp;
        if (!Has(state, ImportedFile.Grants) && !Has(state, ImportedFile.Accounts))
            return EndingBlock.NoLines;
        var apps = state.Files.Where(file => file.File == ImportedFile.Accounts).SelectMany(file => file.RefusedAbout).ToHashSet(StringComparer.Ordinal);
        var named = state.Files.Where(file => file.File == ImportedFile.Grants).SelectMany(file => file.RefusedAbout).ToHashSet(StringComparer.Ordinal);
        // The access that such a line means is unknown, so it can be of any app.
        if (apps.Contains(ImportedFileState.Unknown) || named.Contains(ImportedFileState.Unknown))
            return EndingBlock.LinesRefused;
        var entitlements = await directory.FindEntitlementsAsync(named.Select(EntitlementId.From), cancellationToken);
        return apps.Contains(app.Value) || entitlements.Count < named.Count || entitlements.Any(entitlement => entitlement.AppId == app) ? EndingBlock.LinesRefused : null;
    }

    private async Task<AppEnding> CountGrantsAsync(ImportState state, AppEnding ending, CancellationToken cancellationToken)
    {
        if (!Has(state, ImportedFile.Grants))
            return ending with { Place = AccountsPlace };
        var page = await directory.EntitlementsOfAsync(ending.App, null, ending.Place, cancellationToken).Take(EntitlementsOfAPage).ToListAsync(cancellationToken);
        List<GoneLine> gone = [];
        var held = 0;
        foreach (var entitlement in page.Select(found => found.Value))
        {
            var seen = await imports.SeenAsync(state.Id, ImportStore.SeenPrefixOf(entitlement.Id), cancellationToken);
            var missing = new List<Grant>();
            await foreach (var grant in directory.HoldersAsync(entitlement.Id, null, cancellationToken).Where(grant => grant.IsHeld))
            {
                held++;
                if (!seen.Contains(ImportStore.SeenKeyOf(grant)) && EndingRules.End(grant, state.StartedAt, state.StartedAt) is not null)
                    missing.Add(grant);
            }

            gone.AddRange(await DescribeAsync(ending.App, entitlement, missing, cancellationToken));
        }

        await imports.WriteGoneAsync(state.Id, gone, cancellationToken);
        return ending with
        {
            HeldGrants = ending.HeldGrants + held,
            Grants = ending.Grants + gone.Count,
            Place = page.Count < EntitlementsOfAPage ? AccountsPlace : page[^1].Position,
        };
    }

    private async Task<AppEnding> CountAccountsAsync(ImportState state, AppEnding ending, string after, CancellationToken cancellationToken)
    {
        if (!Has(state, ImportedFile.Accounts))
            return Counted(state, ending);
        var page = await directory.AccountsOfAsync(ending.App, null, after, cancellationToken).Take(AccountsOfAPage).ToListAsync(cancellationToken);
        var accounts = page.Select(found => found.Value).Where(account => account.RemovedAt is null).ToList();
        var seen = await imports.SeenAsync(state.Id, ImportStore.SeenPrefixOf(ending.App), cancellationToken);
        var gone = accounts.Where(account => !seen.Contains(ImportStore.SeenKeyOf(account))).Select(account => new GoneLine(ending.App, account.OwnerId, null, account.Id) { Login = account.Login }).ToList();
        await imports.WriteGoneAsync(state.Id, gone, cancellationToken);
        var counted = ending with { HeldAccounts = ending.HeldAccounts + accounts.Count, Accounts = ending.Accounts + gone.Count };
        return page.Count < AccountsOfAPage ? Counted(state, counted) : counted with { Place = AccountsPlace + page[^1].Position };
    }

    private static AppEnding Counted(ImportState state, AppEnding ending)
    {
        if (state.IsDryRun)
            return ending with { State = EndingState.OnlyChecked, Place = null };
        return ending with { State = ending.NeedsSecondPerson ? EndingState.Waiting : EndingState.Ending, Place = null };
    }

    private async Task<AppEnding> EndAsync(ImportState state, AppEnding ending, CancellationToken cancellationToken)
    {
        var page = await imports.GoneAsync(state.Id, ending.App, ending.Place, cancellationToken).Take(EndedAtOnce).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var grants = await BoundedReads.AllAsync(page.Select(line => line.Value.Access).OfType<AccessKey>(), (key, token) => EndGrantAsync(state, key, now, token), cancellationToken);
        var accounts = await BoundedReads.AllAsync(
            page.Select(line => line.Value).Where(line => line.Access is null).Select(line => line.Account).OfType<AccountId>(),
            (account, token) => EndAccountAsync(state, new AccountKey(ending.App, account), now, token),
            cancellationToken);
        var done = page.Select(line => line.Value with { State = line.Value.Access is { } key ? grants[key] : accounts[line.Value.Account!.Value] }).ToList(); // A line without a grant has an account.
        await imports.WriteGoneAsync(state.Id, done, cancellationToken);
        return ending with
        {
            State = page.Count < EndedAtOnce ? EndingState.Ended : EndingState.Ending,
            Place = page.Count == 0 ? null : page[^1].Position,
            EndedGrants = ending.EndedGrants + done.Count(line => line.Entitlement is not null && line.State == GoneState.Ended),
            EndedAccounts = ending.EndedAccounts + done.Count(line => line.Entitlement is null && line.State == GoneState.Ended),
        };
    }

    private Task<GoneState> EndGrantAsync(ImportState state, AccessKey key, DateTimeOffset now, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            var stored = key.Account is null
                ? await directory.LoadGrantAsync(key.User, key.Entitlement, cancellationToken)
                : await directory.LoadAdditionalGrantAsync(key, cancellationToken);
            var mark = ImportMark.Of(state.Id, LineEffect.Changed);
            // This import ended it before a crash.
            if (stored is { Grant.End: GrantEnd.RemovedOutside } && stored.Mark == mark)
                return Contention.Done(GoneState.Ended);
            if (stored is null || EndingRules.End(stored.Grant, state.StartedAt, now) is not { } ended)
                return Contention.Done(GoneState.Changed);
            await directory.WriteGrantsAsync([stored with { Grant = ended, Mark = mark, Before = stored.Grant }], cancellationToken);
            return Contention.Done(GoneState.Ended);
        },
        cancellationToken);

    private Task<GoneState> EndAccountAsync(ImportState state, AccountKey key, DateTimeOffset now, CancellationToken cancellationToken) => Contention.RetryAsync(
        async _ =>
        {
            var stored = await directory.LoadAccountAsync(key, cancellationToken);
            var mark = ImportMark.Of(state.Id, LineEffect.Changed);
            if (stored is { Value.RemovedAt: not null } && stored.Mark == mark)
                return Contention.Done(GoneState.Ended);
            if (stored is null or { Value.RemovedAt: not null })
                return Contention.Done(GoneState.Changed);
            await directory.WriteAccountsAsync([new(stored, stored.Value with { RemovedAt = now }) { Mark = mark }], cancellationToken);
            return Contention.Done(GoneState.Ended);
        },
        cancellationToken);

    private async Task<IEnumerable<GoneLine>> DescribeAsync(AppId app, Entitlement entitlement, IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        if (grants.Count == 0)
            return [];
        var names = (await directory.FindUsersAsync(grants.Select(grant => grant.UserId), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName);
        var accounts = await directory.AccountsOfAsync(grants, cancellationToken);
        return grants.Select(grant => new GoneLine(app, grant.UserId, grant.EntitlementId, grant.AccountId)
        {
            UserName = AccountHolder.Is(grant.UserId) ? AccountHolder.NameOf(LoginOf(grant), grant.AccountId, grant.UserId) : names.GetValueOrDefault(grant.UserId),
            EntitlementName = entitlement.Name,
            Login = LoginOf(grant),
            IsAdditional = grant.IsAdditional,
        });

        string? LoginOf(Grant grant) => AccountKey.Of(grant) is { } key ? accounts.GetValueOrDefault(key)?.Login : null;
    }

    private static bool Has(ImportState state, ImportedFile file) => state.Files.Any(sent => sent.File == file && sent.Lines > 0);
}
