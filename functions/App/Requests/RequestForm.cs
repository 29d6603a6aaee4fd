using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Policies;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>Everything that the form for one entitlement and one person shows to one reader.</summary>
public sealed record RequestForm
{
    public required Entitlement Entitlement { get; init; }

    public required string AppName { get; init; }

    public required int Holders { get; init; }

    public required Caller Reader { get; init; }

    /// <summary>For whom.</summary>
    public required User Person { get; init; }

    /// <summary>What the reader looked for to find somebody else; null: nothing.</summary>
    public string? Search { get; init; }

    public required IReadOnlyList<User> Found { get; init; }

    /// <summary>Why it cannot be asked for, whatever is filled in.</summary>
    public RequestRefusal? Refusal { get; init; }

    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>The request that is under way, where the reader may see it.</summary>
    public CaseId? UnderWay { get; init; }

    public required IReadOnlyList<ForeseenStep> Approval { get; init; }

    public required IReadOnlyList<ForeseenStep> Provisioning { get; init; }

    public required IReadOnlyDictionary<UserId, string> Names { get; init; }

    public required LocalTime Time { get; init; }

    public required DateTimeOffset Now { get; init; }

    public bool IsForReader => Person.Id == Reader.Id;

    public string NameOf(UserId person) => Names.GetValueOrDefault(person, person.Value);
}

/// <summary>Reads what the form shows, and foresees who would be asked.</summary>
public sealed class RequestFormReader(
    DirectoryStore directory, DirectoryFactsReader facts, RequestStore requests, RequestReader reader, PolicyCatalog policies, TimeProvider clock)
{
    private const int FoundAtMost = 20;

    /// <param name="person">For whom; null or unknown: for the caller.</param>
    /// <param name="search">Finds somebody else.</param>
    /// <exception cref="ProblemException">404: there is no such entitlement.</exception>
    public async Task<RequestForm> ReadAsync(Caller caller, EntitlementId entitlement, UserId? person, string? search, CancellationToken cancellationToken)
    {
        var wanted = await directory.FindEntitlementAsync(entitlement, cancellationToken) ?? throw Problems.NotFound();
        var app = await directory.FindAppAsync(wanted.AppId, cancellationToken);
        var subject = (person is { } other ? await directory.FindUserAsync(other, cancellationToken) : null) ?? caller.User;
        var held = await directory.FindGrantAsync(subject.Id, wanted.Id, cancellationToken);
        var underWay = await requests.FindUnderWayAsync(subject.Id, wanted.Id, cancellationToken);
        var about = SubjectOf(subject, wanted, app);
        var known = await facts.ReadAsync(about, [], cancellationToken);
        var now = clock.GetUtcNow();
        var blank = Blank(caller, subject, wanted, now);
        var refusal = RequestRules.Judge(blank, caller.Roles, subject, wanted, held, underWay?.Request) is { } why
            ? RequestRules.Tellable(why, blank, caller.Roles, subject, underWay?.Request)
            : (RequestRefusal?)null;
        return new RequestForm
        {
            Entitlement = wanted,
            AppName = about.AppName,
            Holders = (await directory.CountHoldersAsync(wanted.Id, CatalogueReader.HoldersCountedAtMost, cancellationToken)).Total,
            Reader = caller,
            Person = subject,
            Search = search,
            Found = search is null ? [] : await directory.SearchUsersAsync(search, FoundAtMost, cancellationToken),
            // To show at once that it cannot be requested would tell the reader what they may not know.
            Refusal = refusal == RequestRefusal.NotRequestable ? null : refusal,
            HeldSince = held is { IsHeld: true } && refusal == RequestRefusal.AlreadyHeld ? held.Since : null,
            UnderWay = underWay is not null && await reader.MayReadAsync(caller, underWay.Request, cancellationToken) ? underWay.Request.Case : null,
            Approval = TaskMachine.Foresee(policies.For(TaskKind.Approval), about, known, now),
            Provisioning = TaskMachine.Foresee(policies.For(TaskKind.Provisioning), about, known, now),
            Names = known.People.ToDictionary(entry => entry.Key, entry => entry.Value.DisplayName),
            Time = new LocalTime(caller.User.TimeZone),
            Now = now,
        };
    }

    internal static Subject SubjectOf(User person, Entitlement entitlement, ConnectedApp? app) => new()
    {
        User = person.Id,
        UserName = person.DisplayName,
        App = entitlement.AppId,
        AppName = app?.Name ?? entitlement.AppId.Value,
        Entitlement = entitlement.Id,
        EntitlementName = entitlement.Name,
        Risk = entitlement.Risk,
    };

    /// <summary>As if all were filled in well: what is refused then is refused because of who asks for what for whom.</summary>
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
