using AccessReview.App.Directory;
using AccessReview.App.Imports;
using AccessReview.App.Openings;
using AccessReview.App.Store;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Campaigns;

/// <summary>An access that the campaign reviews, and who would review it.</summary>
/// <param name="Stages">The reviewers of each stage. If the holder is asked, that is the first one.</param>
internal sealed record PopulationEntry(FrozenItem Item, IReadOnlyList<FoundReviewers> Stages, DirectoryFacts Facts)
{
    /// <summary>Who gets the task first.</summary>
    public FoundReviewers First => Stages[0];

    /// <summary>The first stage of reviewers.</summary>
    public FoundReviewers Reviewers => Stages.First(stage => !stage.AsksHolder);
}

/// <summary>One page of the directory's access, as a campaign sees it.</summary>
/// <param name="Entries">The access in its scope.</param>
/// <param name="Excluded">The reasons for all other held access.</param>
/// <param name="Held">All held access of the page, in the scope or not.</param>
/// <param name="Next">Where the next page begins; null: this was the last page.</param>
internal sealed record PopulationPage(IReadOnlyList<PopulationEntry> Entries, IReadOnlyList<ScopeExclusion> Excluded, IReadOnlyList<Grant> Held, string? Next);

/// <summary>Finds a campaign's population in the directory, page by page. It writes nothing.</summary>
public sealed class PopulationReader(DirectoryStore directory, OpenTasksAbout about, ImportStore imports)
{
    /// <param name="after">The end of the previous page; null: from the beginning.</param>
    /// <param name="size">The number of grants to read.</param>
    internal async Task<PopulationPage> ReadAsync(Campaign campaign, string? after, int size, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = await directory.AllGrantsAsync(after, cancellationToken).Take(size).ToListAsync(cancellationToken);
        var page = await JudgeAsync(campaign, [.. read.Select(grant => grant.Value).Where(grant => grant.IsHeld)], now, cancellationToken);
        return page with { Next = read.Count == size ? read[^1].Position : null };
    }

    /// <summary>Finds which of these grants the campaign reviews.</summary>
    /// <param name="held">Grants that people have.</param>
    internal async Task<PopulationPage> JudgeAsync(Campaign campaign, IReadOnlyList<Grant> held, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var candidates = await DescribeAsync(held, cancellationToken);
        var judged = candidates.Select(candidate => (Candidate: candidate, Why: campaign.Plan.Judge(candidate, now))).ToList();
        var open = await OpenAsync([.. judged.Where(one => one.Why is null).Select(one => one.Candidate.Grant)], cancellationToken);

        var included = new List<ScopeCandidate>();
        foreach (var candidate in judged.Where(one => one.Why is null && !IsOpen(one.Candidate.Grant)).Select(one => one.Candidate))
            included.Add(AccessPath.ThroughOf(candidate.Grant) is null ? candidate : candidate with { Through = (await directory.PathOfAsync(candidate.Grant, cancellationToken)).Path });
        var facts = await ReadFactsAsync(CampaignPolicy.ReviewersOf(campaign.Plan), included, cancellationToken);
        var entries = included.Select(candidate =>
        {
            var (item, known) = (FrozenItem.Of(campaign.Id, candidate, now), facts(candidate));
            return new PopulationEntry(item, CampaignPolicy.Find(campaign.Plan, item.Subject, known, now), known);
        });
        return new PopulationPage(
            [.. entries],
            [.. judged.Select(one => one.Why).OfType<ScopeExclusion>(), .. Enumerable.Repeat(ScopeExclusion.AlreadyOpen, judged.Count(one => one.Why is null) - included.Count)],
            [.. candidates.Select(candidate => candidate.Grant)],
            null);

        bool IsOpen(Grant grant) => DirectOpening.FindOpen(TaskKind.Certification, open[(grant.UserId, grant.EntitlementId)], grant.AccountId) is not null;
    }

    /// <summary>When the newest completed import ended; null: there is none.</summary>
    internal async Task<DateTimeOffset?> ImportedAtAsync(CancellationToken cancellationToken) =>
        (await imports.NewestAsync(10, cancellationToken)).FirstOrDefault(import => import.Progress == ImportProgress.Completed)?.EndedAt;

    private async Task<IReadOnlyList<ScopeCandidate>> DescribeAsync(IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        var users = (await directory.FindUsersAsync(grants.Select(grant => grant.UserId), cancellationToken)).ToDictionary(user => user.Id);
        var entitlements = (await directory.FindEntitlementsAsync(grants.Select(grant => grant.EntitlementId), cancellationToken)).ToDictionary(entitlement => entitlement.Id);
        var named = entitlements.Values.Select(entitlement => entitlement.AppId).Concat(grants.Select(grant => grant.AppId));
        var apps = (await directory.FindAppsAsync(named, cancellationToken)).ToDictionary(app => app.Id);
        var accounts = await directory.AccountsOfAsync(grants, cancellationToken);
        return
        [
            .. grants.Select(grant =>
            {
                var entitlement = entitlements.GetValueOrDefault(grant.EntitlementId);
                return new ScopeCandidate(grant, users.GetValueOrDefault(grant.UserId), entitlement, apps.GetValueOrDefault(entitlement?.AppId ?? grant.AppId))
                {
                    Account = AccountKey.Of(grant) is { } key ? accounts.GetValueOrDefault(key) : null,
                };
            }),
        ];
    }

    /// <summary>The tasks about this access.</summary>
    private async Task<ILookup<(UserId, EntitlementId), ReviewTask>> OpenAsync(IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        var open = await BoundedReads.AllAsync(grants.Select(grant => grant.UserId), about.OfSubjectAsync, cancellationToken);
        return open.Values.SelectMany(tasks => tasks).ToLookup(task => (task.Subject.User, task.Subject.Entitlement));
    }

    /// <summary>The facts that the search for reviewers needs, read for all access of a page at once.</summary>
    private async Task<Func<ScopeCandidate, DirectoryFacts>> ReadFactsAsync(
        IReadOnlyList<CampaignReviewers> stages, IReadOnlyList<ScopeCandidate> candidates, CancellationToken cancellationToken)
    {
        var admins = await directory.AdminsAsync(cancellationToken);
        var people = new Dictionary<UserId, User>();
        await AddAsync(
            [
                .. candidates.Select(candidate => candidate.Grant.UserId), .. candidates.Select(candidate => candidate.Account?.OwnerId).OfType<UserId>(), .. candidates.SelectMany(candidate => candidate.App?.OwnerIds ?? []),
                .. candidates.SelectMany(candidate => candidate.Entitlement?.OwnerIds ?? []), .. admins, .. stages.SelectMany(reviewers => reviewers.Users.Concat(reviewers.Fallback)),
            ]);
        await AddAsync([.. people.Values.Select(person => person.ManagerId).OfType<UserId>()]);
        await AddAsync([.. people.Values.Select(person => person.DelegateId).OfType<UserId>()]);
        return candidate => new DirectoryFacts
        {
            People = people,
            AppOwners = candidate.App?.OwnerIds ?? [],
            EntitlementOwners = candidate.Entitlement?.OwnerIds ?? [],
            Admins = admins,
            Access = new AccessFacts(candidate.Entitlement, candidate.App, candidate.Grant),
            Account = candidate.Account,
        };

        async Task AddAsync(IReadOnlyList<UserId> wanted)
        {
            foreach (var person in await directory.FindUsersAsync(wanted.Where(id => !people.ContainsKey(id)), cancellationToken))
                people[person.Id] = person;
        }
    }
}
