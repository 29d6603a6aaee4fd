using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Policies;
using AccessReview.App.Store;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Openings;

/// <summary>One access that the form opens a task about.</summary>
/// <param name="Open">The number of the open task that a new one would repeat; null: none.</param>
/// <param name="Steps">The expected assignees.</param>
/// <param name="Names">The names of the assignees.</param>
public sealed record OpeningLine(Subject Subject, int? Open, IReadOnlyList<ForeseenStep> Steps, PersonNames Names);

/// <summary>The data of the form: what would be opened, and who would decide.</summary>
public sealed record OpeningForm
{
    public required OpeningQuery Query { get; init; }

    public required Caller Reader { get; init; }

    /// <summary>Null: the form is about everybody who has the entitlement.</summary>
    public User? Person { get; init; }

    /// <summary>Null: the form is about everything that the person has.</summary>
    public Entitlement? Entitlement { get; init; }

    public string AppName { get; init; } = "";

    /// <summary>How many accesses the form is about.</summary>
    public required int Count { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<OpeningLine> Lines { get; init; }

    public bool IsOwn => Person?.Id == Reader.Id;

    public bool NeedsReason => DirectOpening.NeedsReason(Query.Kind, Person?.Id, Reader.Id);

    public bool IsTooMany => Count > AccessOpening.MaxTasks;

    /// <summary>There is something to open.</summary>
    public bool CanBeSent => !IsTooMany && Lines.Count(line => line.Open is not null) < Count;
}

/// <summary>Reads the data of the form.</summary>
public sealed class OpeningFormReader(
    DirectoryStore directory, DirectoryFactsReader facts, OpeningScope scope, OpenTasksAbout about, PolicyResolver policies, TimeProvider clock)
{
    // The assignees of each line are searched in the directory, so a long form shows only its beginning.
    private const int MaxLines = 50;

    /// <exception cref="ProblemException">403: the caller may not open it. 404: there is no such user or entitlement.</exception>
    public async Task<OpeningForm> ReadAsync(Caller caller, OpeningQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var person = query.Person is { } user ? await directory.FindUserAsync(user, cancellationToken) ?? throw Problems.NotFound() : null;
        var entitlement = query.Access is { } id ? await directory.FindEntitlementAsync(id, cancellationToken) ?? throw Problems.NotFound() : null;
        var app = entitlement is null ? null : await directory.FindAppAsync(entitlement.AppId, cancellationToken);
        OpeningRights.Require(caller, query.Action, person, entitlement, app);
        var access = person is not null && entitlement is not null && await directory.FindGrantAsync(new AccessKey(person.Id, entitlement.Id, query.Account), cancellationToken) is not { IsHeld: true }
            ? []
            : await scope.OfAsync(person?.Id, entitlement?.Id, query.Account, cancellationToken);
        var lines = await BoundedReads.AllAsync(access.Take(MaxLines), (one, token) => LineAsync(caller, query.Kind, one, token), cancellationToken);
        return new OpeningForm
        {
            Query = query,
            Reader = caller,
            Person = person,
            Entitlement = entitlement,
            AppName = app?.Name ?? entitlement?.AppId.Value ?? "",
            Count = access.Count,
            Lines = [.. access.Take(MaxLines).Select(one => lines[one])],
        };
    }

    private async Task<OpeningLine> LineAsync(Caller caller, TaskKind kind, AccessKey access, CancellationToken cancellationToken)
    {
        var open = about.ReadAsync(access.User, access.Entitlement, cancellationToken);
        var subject = await SubjectAsync(access, cancellationToken);
        var known = await facts.ReadAsync(subject, [caller.Id], cancellationToken);
        var policy = await policies.ResolveAsync(kind, PolicySubject.Of(subject), cancellationToken);
        return new OpeningLine(
            await directory.WithAccountAsync(subject, known.Access?.Grant, cancellationToken), DirectOpening.FindOpen(kind, await open, known.Access?.Grant?.AccountId)?.Number, TaskMachine.Foresee(policy, subject, known, clock.GetUtcNow(), caller.Id), new PersonNames(known));
    }

    private async Task<Subject> SubjectAsync(AccessKey access, CancellationToken cancellationToken)
    {
        var (user, entitlement, account) = access;
        var person = await directory.FindUserAsync(user, cancellationToken);
        var granted = await directory.FindEntitlementAsync(entitlement, cancellationToken);
        var app = granted is null ? null : await directory.FindAppAsync(granted.AppId, cancellationToken);
        // A grant can outlive its user and its entitlement in the directory.
        var subject = Subject.Of(
            person ?? new User { Id = user, Email = "", DisplayName = PersonNames.Former },
            granted ?? new Entitlement { Id = entitlement, AppId = AppId.From(entitlement.Value), Name = entitlement.Value },
            app);
        return subject with { Account = account };
    }
}
