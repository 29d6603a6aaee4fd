using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using CsCheck;

namespace AccessReview.Domain.Tests.Sequences;

/// <summary>One task's policy and its organization.</summary>
internal sealed record World(Policy Policy, Risk Risk, DateTimeOffset? Until, DirectoryFacts Facts);

/// <summary>Random organizations of eight people, and random valid policies.</summary>
internal static class Worlds
{
    /// <summary>The first of them is the subject.</summary>
    public static readonly UserId[] Everybody = [.. Enumerable.Range(0, 8).Select(number => new UserId($"u{number}"))];

    private static readonly Gen<UserId> Anybody = Gen.OneOf(Everybody);

    private static readonly Gen<IReadOnlyList<UserId>> Some = Anybody.List[0, 3].Select(users => (IReadOnlyList<UserId>)[.. users.Distinct()]);

    private static readonly Gen<AssigneeRule> Rules =
        from source in Gen.OneOf(Enum.GetValues<AssigneeSource>().Where(source => source != AssigneeSource.Holder).ToArray())
        from users in source == AssigneeSource.Named ? Some.Where(users => users.Count > 0) : Some
        select new AssigneeRule(source) { Users = users };

    // Only half days within ten days, so that rungs of the same hour occur.
    private static readonly Gen<TimeSpan> Afters = Gen.Int[1, 20].Select(halfDays => TimeSpan.FromHours(12 * halfDays));

    private static readonly Gen<Rung> Steps =
        from after in Afters
        from action in Gen.OneOf(RungAction.Remind, RungAction.SecondChannel, RungAction.AddAssignee, RungAction.ReplaceAssignee)
        from who in Rules
        select new Rung(after, action) { Who = action is RungAction.AddAssignee or RungAction.ReplaceAssignee ? who : null };

    public static Gen<World> Any { get; } =
        from kind in Gen.Enum<TaskKind>()
        from steps in StepsOf(kind).Array[1, 3]
        from risk in Gen.Enum<Risk>()
        from until in Gen.Int[1, 20].Select(days => Calendar.Day(days)).Nullable(0.6)
        from people in Facts
        from access in AccessOf(kind)
        let facts = people with { Access = access }
        let first = steps[0] with { MinimumRisk = Risk.Low }
        select new World(APolicy.For(kind, [first, .. steps[1..]]), risk, until, facts);

    /// <summary>Possible directory states of the access while a task is open.</summary>
    public static Gen<AccessFacts> Access { get; } =
        from risk in Gen.Enum<Risk>()
        from isThere in Gen.Frequency((5, true), (1, false))
        from grant in Grants
        select new AccessFacts(isThere ? AnAccess.Entitlement(risk) : null, AnAccess.App, grant);

    private static Gen<Grant?> Grants =>
        from state in Gen.Enum<GrantState>().Nullable(0.3)
        from until in Gen.Int[-5, 40].Select(days => Calendar.Day(days)).Nullable(0.7)
        select state is { } known ? AnAccess.Grant(until) with { State = known } : null;

    // Most tasks start with something to decide.
    private static Gen<AccessFacts?> AccessOf(TaskKind kind) => Gen.Frequency(
        (1, Gen.Const((AccessFacts?)null)),
        (8, Gen.Const<AccessFacts?>(kind is TaskKind.Approval or TaskKind.Provisioning ? AnAccess.Free : AnAccess.Held)),
        (1, Access.Select(access => (AccessFacts?)access)));

    private static Gen<DirectoryFacts> Facts =>
        from people in Gen.Select(Person(0), Person(1), Person(2), Person(3), Gen.Select(Person(4), Person(5), Person(6), Person(7)))
        from appOwners in Some
        from entitlementOwners in Some
        let all = (User[])[people.Item1, people.Item2, people.Item3, people.Item4, people.Item5.Item1, people.Item5.Item2, people.Item5.Item3, people.Item5.Item4]
        select new DirectoryFacts
        {
            People = all.ToDictionary(person => person.Id),
            AppOwners = appOwners,
            EntitlementOwners = entitlementOwners,
            Admins = [.. all.Where(person => person.Roles.HasFlag(Roles.Admin)).Select(person => person.Id)],
        };

    public static Gen<User> Person(int number) =>
        from manager in Anybody.Nullable()
        from delegateId in Anybody.Nullable(0.7)
        from back in Gen.Int[1, 30].Nullable()
        from isActive in Gen.Frequency((6, true), (1, false))
        from roles in Gen.OneOf(Roles.Reviewer, Roles.Reviewer, Roles.AppOwner, Roles.Auditor, Roles.Admin, Roles.Admin, Roles.Admin | Roles.Auditor)
        select People.Named(Everybody[number]) with
        {
            ManagerId = manager,
            DelegateId = delegateId,
            DelegateUntil = back is { } days ? Calendar.Day(days) : null,
            IsActive = isActive,
            Roles = roles,
        };

    private static Gen<PolicyStep> StepsOf(TaskKind kind) =>
        from assignees in Rules
        from fallback in Rules
        from minimum in Gen.Enum<Risk>()
        from rungs in Steps.List[0, 4]
        from tail in Gen.Int[1, 4]
        from end in Gen.OneOf<Outcome?>([null, .. KindRules.OutcomesOf(kind).Where(outcome => outcome is not (Outcome.Approved or Outcome.Completed or Outcome.Obsolete))])
        from reasons in Gen.OneOf([], KindRules.DecisionsOf(kind), [KindRules.DecisionsOf(kind)[1]])
        from allows in Gen.Frequency((3, true), (1, false))
        from limits in Gen.Frequency((2, Gen.Const<IReadOnlyList<UserId>>([])), (1, Some))
        let last = TimeSpan.FromDays(10 + tail)
        select new PolicyStep
        {
            Name = "step",
            Assignees = assignees,
            Fallback = fallback,
            MinimumRisk = minimum,
            Ladder = [.. rungs.OrderBy(rung => rung.After), end is null ? new Rung(last, RungAction.SkipStep) : new Rung(last, RungAction.Close) { Outcome = end }],
            ReasonRequiredFor = reasons,
            AllowsReassignment = allows,
            ReassignableTo = limits,
        };
}
