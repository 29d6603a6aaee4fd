using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <param name="Task">The newest task of its case; null: none yet.</param>
public sealed record RequestLine(AccessRequest Request, string EntitlementName, string AppName, ReviewTask? Task);

/// <param name="Search">The search text; null: none.</param>
/// <param name="Lines">Open requests first, each part by date, latest first.</param>
/// <param name="Next">The URL of the next page; null: this is the last page.</param>
/// <param name="IsCut">There are older requests that the list does not include.</param>
/// <param name="Names">The names of the users involved.</param>
public sealed record MyRequests(
    string? Search, IReadOnlyList<RequestLine> Lines, string? Next, bool IsCut, UserId Reader, PersonNames Names, LocalTime Time)
{
    public IEnumerable<(bool IsUnderWay, IReadOnlyList<RequestLine> Lines)> Parts => Lines.GroupBy(line => line.Request.IsUnderWay).Select(part => (part.Key, (IReadOnlyList<RequestLine>)[.. part]));

    public string NameOf(UserId person) => Names.Of(person);
}

/// <summary>Reads the requests that a user made and those made for them.</summary>
public sealed class MyRequestsReader(RequestStore requests, TaskStore tasks, DirectoryStore directory, Cursor cursors)
{
    /// <summary>The maximum number of requests that are sorted and searched. Older ones are available by the API.</summary>
    public const int MaxSearched = 500;

    /// <exception cref="ProblemException">The cursor does not belong to this list.</exception>
    public async Task<MyRequests> ReadAsync(Caller caller, string? search, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var scope = $"my-requests|{caller.Id}|{search}";
        var after = cursors.Unprotect(scope, cursor);
        var latest = await requests.LatestOfAsync(caller.Id, MaxSearched + 1, cancellationToken);
        var wanted = (await NamedAsync([.. latest.Take(MaxSearched)], cancellationToken))
            .Where(entry => search is null || FoldedName.Matches(FoldedName.Fold(entry.Text), FoldedName.Fold(search)))
            .Select(entry => (Place: $"{(entry.Line.Request.IsUnderWay ? 0 : 1)}|{RequestKeys.RowOf(entry.Line.Request)}", entry.Line, entry.Newest))
            .Where(entry => after is null || string.CompareOrdinal(entry.Place, after) > 0)
            .OrderBy(entry => entry.Place, StringComparer.Ordinal)
            .ToList();
        var shown = wanted.Take(limit).ToList();
        var found = await BoundedReads.AllAsync(shown.Select(entry => entry.Newest), async (id, token) => (await tasks.LoadAsync(id, token))?.Task, cancellationToken);
        IReadOnlyList<RequestLine> lines = [.. shown.Select(entry => entry.Line with { Task = found[entry.Newest] })];
        var next = wanted.Count > limit ? RequestPaths.MineWith(search, cursors.Protect(scope, shown[^1].Place)) : null;
        return new MyRequests(search, lines, next, latest.Count > MaxSearched, caller.Id, await NamesAsync(lines, cancellationToken), new LocalTime(caller.User.TimeZone));
    }

    /// <summary>The lines, each with the text that a search matches.</summary>
    private async Task<IReadOnlyList<(RequestLine Line, TaskId Newest, string Text)>> NamedAsync(IReadOnlyList<StoredRequest> stored, CancellationToken cancellationToken)
    {
        var entitlements = (await directory.FindEntitlementsAsync(stored.Select(one => one.Request.Entitlement), cancellationToken)).ToDictionary(entitlement => entitlement.Id);
        var apps = (await directory.FindAppsAsync(entitlements.Values.Select(entitlement => entitlement.AppId), cancellationToken)).ToDictionary(app => app.Id, app => app.Name);
        var people = (await directory.FindUsersAsync(stored.SelectMany(one => new[] { one.Request.For, one.Request.RequestedBy }), cancellationToken)).ToDictionary(user => user.Id, user => user.DisplayName);
        return [.. stored.Select(one =>
        {
            var request = one.Request;
            var entitlement = entitlements.GetValueOrDefault(request.Entitlement);
            var (access, app) = (entitlement?.Name ?? request.Entitlement.Value, entitlement is null ? "" : apps.GetValueOrDefault(entitlement.AppId, entitlement.AppId.Value));
            return (new RequestLine(request, access, app, null), one.Newest?.Task ?? request.ApprovalTask, $"{access} {app} {people.GetValueOrDefault(request.For)} {people.GetValueOrDefault(request.RequestedBy)}");
        })];
    }

    private async Task<PersonNames> NamesAsync(IReadOnlyList<RequestLine> lines, CancellationToken cancellationToken)
    {
        var people = lines.SelectMany(line => new[] { line.Request.For, line.Request.RequestedBy })
            .Concat(lines.Select(line => line.Task).OfType<ReviewTask>().SelectMany(TaskPeople.Of));
        return new PersonNames(await directory.FindUsersAsync(people, cancellationToken));
    }
}
