using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Policies;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>The data of the request form, for one entitlement, one user and one reader.</summary>
public sealed record RequestForm
{
    public required Entitlement Entitlement { get; init; }

    public required string AppName { get; init; }

    public required int Holders { get; init; }

    public required Caller Reader { get; init; }

    /// <summary>The user who gets the access.</summary>
    public required User Person { get; init; }

    /// <summary>The reader's search for another user; null: none.</summary>
    public string? Search { get; init; }

    public required IReadOnlyList<User> Found { get; init; }

    /// <summary>Why it cannot be requested at all; null: it can.</summary>
    public RequestRefusal? Refusal { get; init; }

    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>The open request, if the reader may see it; null: none.</summary>
    public CaseId? UnderWay { get; init; }

    public required IReadOnlyList<ForeseenStep> Approval { get; init; }

    public required IReadOnlyList<ForeseenStep> Provisioning { get; init; }

    public required PersonNames Names { get; init; }

    public required LocalTime Time { get; init; }

    public required DateTimeOffset Now { get; init; }

    public bool IsForReader => Person.Id == Reader.Id;

    public string NameOf(UserId person) => Names.Of(person);
}

/// <summary>Reads the data of the form, with the expected assignees.</summary>
public sealed class RequestFormReader(
    DirectoryStore directory, DirectoryFactsReader facts, RequestStore requests, RequestReader reader, PolicyResolver policies, TimeProvider clock)
{
    private const int MaxFound = 20;

    /// <param name="person">The user who gets the access; null or unknown: the caller.</param>
    /// <param name="search">Searches for another user; null: no search.</param>
    /// <exception cref="ProblemException">404: there is no such entitlement.</exception>
    public async Task<RequestForm> ReadAsync(Caller caller, EntitlementId entitlement, UserId? person, string? search, CancellationToken cancellationToken)
    {
        var wanted = await directory.FindEntitlementAsync(entitlement, cancellationToken) ?? throw Problems.NotFound();
        var app = await directory.FindAppAsync(wanted.AppId, cancellationToken);
        var subject = (person is { } other ? await directory.FindUserAsync(other, cancellationToken) : null) ?? caller.User;
        var held = await directory.FindGrantAsync(subject.Id, wanted.Id, cancellationToken);
        var underWay = await requests.FindUnderWayAsync(subject.Id, wanted.Id, cancellationToken);
        var about = Subject.Of(subject, wanted, app);
        var known = await facts.ReadAsync(about, [], cancellationToken);
        var now = clock.GetUtcNow();
        var blank = Blank(caller, subject, wanted, now);
        var refusal = RequestRules.Judge(blank, caller.Roles, subject, wanted, held, underWay?.Request) is { } why
            ? RequestRules.Disclosable(why, blank, caller.Roles, subject, underWay?.Request)
            : (RequestRefusal?)null;
        return new RequestForm
        {
            Entitlement = wanted,
            AppName = about.AppName,
            Holders = (await directory.CountHoldersAsync(wanted.Id, CatalogueReader.MaxCountedHolders, cancellationToken)).Total,
            Reader = caller,
            Person = subject,
            Search = search,
            Found = search is null ? [] : await directory.SearchUsersAsync(search, MaxFound, cancellationToken),
            // Not shown: the reader may not know whether the user has the access or a request for it.
            Refusal = refusal == RequestRefusal.NotRequestable ? null : refusal,
            HeldSince = held is { IsHeld: true } && refusal == RequestRefusal.AlreadyHeld ? held.Since : null,
            UnderWay = underWay is not null && await reader.MayReadAsync(caller, underWay.Request, cancellationToken) ? underWay.Request.Case : null,
            Approval = TaskMachine.Foresee(await policies.ResolveAsync(TaskKind.Approval, PolicySubject.Of(about), cancellationToken), about, known, now),
            Provisioning = TaskMachine.Foresee(await policies.ResolveAsync(TaskKind.Provisioning, PolicySubject.Of(about), cancellationToken), about, known, now),
            Names = new PersonNames(known),
            Time = new LocalTime(caller.User.TimeZone),
            Now = now,
        };
    }

    /// <summary>A request with valid fields. If it is refused, then because of the requester, the user or the entitlement.</summary>
    private static AccessRequest Blank(Caller caller, User subject, Entitlement entitlement, DateTimeOffset now) => new()
    {
        Case = default,
        RequestedBy = caller.Id,
        For = subject.Id,
        Entitlement = entitlement.Id,
        Reason = "-",
        RequestedAt = now,
    };
}
