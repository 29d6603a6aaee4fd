using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Openings;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.DirectoryPages;

/// <summary>A user as one reader may see them.</summary>
public sealed record PersonModel
{
    public required User Person { get; init; }

    public required Roles Roles { get; init; }

    public User? Manager { get; init; }

    /// <summary>The current delegate; null: the user is not out of office.</summary>
    public User? Delegate { get; init; }

    /// <summary>Null if the reader may not see it.</summary>
    public AccessList? Access { get; init; }

    /// <summary>Open tasks about the user that the reader can decide.</summary>
    public required IReadOnlyList<TaskRow> Tasks { get; init; }

    public required bool IsReader { get; init; }

    public required bool MayNameDelegate { get; init; }

    /// <summary>True if the reader may also read the tasks that the access came from.</summary>
    public required bool MayReadTasks { get; init; }

    /// <summary>The reader may open a review of everything that the user has.</summary>
    public required bool MayReview { get; init; }

    /// <summary>The entitlements whose removal the reader may request.</summary>
    public required IReadOnlySet<EntitlementId> Removable { get; init; }

    public required LocalTime Time { get; init; }
}

/// <summary>Reads what a reader may see of a user.</summary>
public sealed class PersonReader(DirectoryStore directory, DirectoryFactsReader facts, GrantViews grants, TaskLists tasks, TimeProvider clock)
{
    private const int MaxTasks = 10;

    /// <param name="caller">The reader.</param>
    /// <param name="id">The id in the URL; <c>me</c> is the reader.</param>
    /// <param name="query">Filters and sorts the access.</param>
    /// <exception cref="ProblemException">404: there is no such user.</exception>
    public async Task<PersonModel> ReadAsync(Caller caller, string id, IQueryCollection query, CancellationToken cancellationToken)
    {
        var person = await directory.FindUserAsync(DirectoryPaths.UserOf(caller, id), cancellationToken) ?? throw Problems.NotFound(id);
        var relations = PersonTable.RelationsOf(caller.Id, person);
        var access = PersonTable.Allows(PersonAction.ReadAccess, caller.Roles, relations)
            ? await AccessOfAsync(person.Id, AccessQuery.Of(PathOf(caller, person), query), cancellationToken)
            : null;
        return new PersonModel
        {
            Person = person,
            Roles = await facts.RolesOfAsync(person.Id, cancellationToken),
            Manager = person.ManagerId is { } manager ? await directory.FindUserAsync(manager, cancellationToken) : null,
            Delegate = person.DelegateAt(clock.GetUtcNow()) is { } delegateUser ? await directory.FindUserAsync(delegateUser, cancellationToken) : null,
            Access = access,
            Tasks = (await tasks.MyTasksAsync(caller.Id, new TaskListQuery(null, false, MaxTasks) { Subject = person.Id }, cancellationToken)).Rows,
            IsReader = relations.HasFlag(RelationsToPerson.Self),
            MayNameDelegate = PersonTable.Allows(PersonAction.NameDelegate, caller.Roles, relations),
            MayReadTasks = AccessTable.Allows(TaskAction.Read, ReviewState.Closed, caller.Roles, AsSubjectOf(relations)),
            MayReview = OpeningRights.Allows(caller, OpeningAction.ReviewPerson, person, null, null),
            Removable = await RemovableAsync(caller, person, access?.Lines ?? [], cancellationToken),
            Time = new LocalTime(caller.User.TimeZone),
        };
    }

    private async Task<IReadOnlySet<EntitlementId>> RemovableAsync(Caller caller, User person, IReadOnlyList<GrantView> lines, CancellationToken cancellationToken)
    {
        IReadOnlyList<GrantView> held = [.. lines.Where(line => line.State != GrantState.Ended)];
        if (OpeningRights.Allows(caller, OpeningAction.RequestRemoval, person, null, null))
            return held.Select(line => line.EntitlementId).ToHashSet();
        // Other readers may request it only as owners.
        var apps = (await directory.FindAppsAsync(held.Select(line => line.AppId), cancellationToken)).ToDictionary(app => app.Id);
        return (await directory.FindEntitlementsAsync(held.Select(line => line.EntitlementId), cancellationToken))
            .Where(entitlement => OpeningRights.Allows(caller, OpeningAction.RequestRemoval, person, entitlement, apps.GetValueOrDefault(entitlement.AppId)))
            .Select(entitlement => entitlement.Id).ToHashSet();
    }

    private async Task<AccessList> AccessOfAsync(UserId person, AccessQuery listQuery, CancellationToken cancellationToken) =>
        AccessList.Of(listQuery, await grants.OfAsync(await directory.GrantsOfUserAsync(person, cancellationToken), cancellationToken));

    private static string PathOf(Caller caller, User person) => person.Id == caller.Id ? DirectoryPaths.Me : DirectoryPaths.Person(person.Id);

    /// <summary>The reader's relations to every task about this user.</summary>
    private static Relations AsSubjectOf(RelationsToPerson person) =>
        (person.HasFlag(RelationsToPerson.Self) ? Relations.Subject : Relations.None) | (person.HasFlag(RelationsToPerson.Manager) ? Relations.SubjectManager : Relations.None);
}
