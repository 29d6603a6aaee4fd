using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.MyCampaigns;
using AccessReview.App.Policies;
using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.MyWork;

/// <summary>Reads a page of a user's list, with the names that it shows.</summary>
public sealed class ListReader(TaskLists lists, DirectoryStore directory, PolicyResolver policies, OverviewReader overview, MyCampaignsReader campaigns, Cursor cursors, TimeProvider clock)
{
    /// <summary>So many tasks can be selected, and decided by one form.</summary>
    public const int MaxSelected = DecideTasks.MaxItems;

    /// <param name="selectsAll">All tasks of the list are selected, also those of other pages.</param>
    /// <exception cref="ProblemException">The cursor does not belong to this list.</exception>
    public async Task<ListModel> ReadAsync(Caller caller, ListQuery listQuery, int limit, CancellationToken cancellationToken, bool selectsAll = false)
    {
        var scope = $"my-work|{caller.Id}|{listQuery.FirstPage.Path}";
        var now = clock.GetUtcNow();
        var query = listQuery.Query(limit, now) with { After = cursors.Unprotect(scope, listQuery.Cursor) };
        var open = listQuery.IsCompleted ? null : await lists.OpenAsync(caller.Id, cancellationToken);
        var page = open?.Page(query) ?? await lists.MyTasksAsync(caller.Id, query, cancellationToken);
        // All tasks of this later page have been decided, so show the first page.
        if (page.Rows.Count == 0 && listQuery.Cursor is not null)
            return await ReadAsync(caller, listQuery.FirstPage, limit, cancellationToken, selectsAll);

        var names = await NamesAsync(page.Rows.SelectMany(row => new[] { row.InsteadOf, row.DecidedBy, row.Staged?.By }), cancellationToken);
        var app = listQuery.App is { } id ? (await directory.FindAppAsync(id, cancellationToken))?.Name ?? id.Value : null;
        var all = open?.Page(query with { After = null, Limit = MaxSelected }).Rows ?? page.Rows;
        return new ListModel(
            listQuery,
            app,
            [.. page.Rows.Select(row => new ListLine(row, BriefWhy.Of(row.Why, row.Source, names.Of(row.InsteadOf)), names.Of(row.DecidedBy), names.Of(row.InsteadOf))
            {
                StagedBy = row.Staged is { } staged && staged.By != caller.Id ? names.Of((UserId?)staged.By) : null,
            })],
            page.Next is null ? null : (listQuery with { Cursor = cursors.Protect(scope, page.Next) }).Path,
            await ReasonsAsync(listQuery.Kind, page.Rows, cancellationToken),
            new LocalTime(caller.User.TimeZone),
            now)
        {
            Reader = caller.Id,
            Selectable = all.Count,
            SelectedElsewhere = selectsAll ? [.. all.ExceptBy(page.Rows.Select(row => row.Id), row => row.Id)] : [],
            Campaigns = open is null || listQuery.Kind != TaskKind.Certification
                ? []
                : [.. (await campaigns.ReadAsync(caller.Id, cancellationToken)).Where(campaign => campaign.State == CampaignState.Open)],
            Unchanged = open is null || listQuery.Kind != TaskKind.Certification ? [] : UnchangedBlock.Of(open),
            Overview = open is null ? null : await overview.ReadAsync(caller.Id, open, listQuery.Kind, listQuery.App, cancellationToken),
        };
    }

    /// <summary>The apps with open tasks of a kind, by name.</summary>
    public async Task<IReadOnlyList<WaitingApp>> AppsAsync(Caller caller, TaskKind kind, CancellationToken cancellationToken)
    {
        var counts = await lists.CountsByAppAsync(caller.Id, kind, cancellationToken);
        var names = (await directory.FindAppsAsync(counts.Keys, cancellationToken)).ToDictionary(app => app.Id, app => app.Name);
        return [.. counts
            .Select(app => new WaitingApp(app.Key.Value, names.GetValueOrDefault(app.Key, app.Key.Value), app.Value))
            .OrderBy(app => app.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    public async Task<PersonNames> NamesAsync(IEnumerable<UserId?> wanted, CancellationToken cancellationToken) =>
        new(await directory.FindUsersAsync(wanted.OfType<UserId>(), cancellationToken));

    // A row does not hold its task's policy. A task that began with another one says itself which reason is missing.
    internal async Task<IReadOnlyList<Decision>> ReasonsAsync(TaskKind kind, IReadOnlyList<TaskRow> rows, CancellationToken cancellationToken)
    {
        HashSet<Decision> reasons = [];
        foreach (var subject in rows.Select(row => PolicySubject.Of(row.Subject)).Distinct())
            reasons.UnionWith((await policies.ResolveAsync(kind, subject, cancellationToken)).Steps.SelectMany(step => step.ReasonRequiredFor));
        return [.. KindRules.DecisionsOf(kind).Where(reasons.Contains)];
    }
}
