using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>A step of the workflow, as shown on the page.</summary>
/// <param name="State">done, current, waiting, omitted.</param>
/// <param name="IsReaders">The reader is involved in it.</param>
public sealed record DrawnStep(string Title, string Text, string State, bool IsReaders);

/// <summary>The sentences of a task's page.</summary>
public static class DetailsText
{
    /// <summary>The steps from the requester to the result.</summary>
    public static IEnumerable<DrawnStep> Workflow(Details details)
    {
        var task = details.Task;
        var by = task.RequestedBy is { } requester ? details.NameOf(requester) : null;
        yield return new DrawnStep(Beginning(task.Kind), $"{by ?? Say($"The organization")}, {details.Time.SayDay(task.OpenedAt)}", "done", details.IsReader(task.RequestedBy));
        for (var index = 0; index < task.Policy.Steps.Count; index++)
            yield return Draw(details, task.Policy.Steps[index], index);
        var end = task.Outcome is { } outcome ? OutcomeText.Headline(task.Kind, outcome) : Follows(task.Kind);
        yield return new DrawnStep(task.IsOpen ? Say($"Then") : Say($"Closed"), end, task.IsOpen ? "waiting" : "done", details.IsReader(task.Subject.User));
    }

    /// <summary>The reader's role in the task.</summary>
    public static string Role(Details details)
    {
        var (task, relations) = (details.Task, details.Relations);
        if (task.WaitingFor(details.Reader.Id) is { } own)
            return $"{(task.IsOpen ? Say($"This task is assigned to you.") : Say($"The task was assigned to you."))} {WhyText.Of(task, own, details.Facts)}";
        return relations switch
        {
            _ when relations.HasFlag(Relations.Delegate) => Say($"You are the delegate of an assignee who is out of office."),
            _ when relations.HasFlag(Relations.Subject) => Say($"This is your own access, so another person decides."),
            _ when relations.HasFlag(Relations.Requester) => WhyText.Requester(task.Kind),
            _ when relations.HasFlag(Relations.FormerAssignee) => Say($"This task was assigned to you earlier."),
            _ when relations.HasFlag(Relations.AppOwner) => Say($"You are an owner of {task.Subject.AppName}."),
            _ when relations.HasFlag(Relations.EntitlementOwner) => Say($"You are an owner of {TaskText.Access(task.Subject)}."),
            _ when relations.HasFlag(Relations.SubjectManager) => Say($"You are the manager of {task.Subject.UserName}."),
            _ when details.Reader.Roles.HasFlag(Roles.Auditor) => Say($"You can read this task as an auditor."),
            _ => Say($"You can read this task as an administrator."),
        };
    }

    public static string Holders(AccessContext access) => access.Others switch
    {
        <= 0 => Say($"Nobody else in the organization has this access."),
        1 => Say($"1 other person in the organization has this access."),
        _ when access.HasMoreOthers => Say($"More than {access.Others:N0} other people in the organization have this access."),
        var others => Say($"{others:N0} other people in the organization have this access."),
    };

    /// <summary>Returns null if it is unknown.</summary>
    public static string? OfManager(AccessContext access) => access switch
    {
        { Others: 0 } => null,
        { Others: 1, OthersOfManager: 1 } => Say($"That person has the same manager."),
        { OthersOfManager: 0 } => Say($"Nobody else with the same manager has it."),
        { OthersOfManager: 1 } => Say($"1 of them has the same manager."),
        { OthersOfManager: { } others } => Say($"{others:N0} of them have the same manager."),
        _ => null,
    };

    /// <summary>Whether the access was granted after the last review of its entitlement; null: the access is not held.</summary>
    public static string? Novelty(Details details) => details.Access switch
    {
        { Grant.IsHeld: not true } or { Grant: null } => null,
        { IsNewSinceReview: true, LastReviewedAt: { } reviewed } => Say($"Yes (last review: {details.Time.SayDay(reviewed)})"),
        { IsNewSinceReview: false, LastReviewedAt: { } reviewed } => Say($"No (last review: {details.Time.SayDay(reviewed)})"),
        _ => Say($"This access has never been reviewed"),
    };

    public static string Held(Details details) => details.Grant switch
    {
        null or { State: GrantState.Ended } when details.IsFrozen => Say($"No access at that time"),
        null or { State: GrantState.Ended } => Say($"No access now"),
        { State: GrantState.StillThere } grant => Say($"{details.Time.SayDate(grant.Since)}; not removed yet, although removal was confirmed"),
        { Until: { } until } grant => Say($"{details.Time.SayDate(grant.Since)}, until {details.Time.SayDate(until)}"),
        { } grant => details.Time.SayDate(grant.Since),
    };

    public static string Origin(Grant grant) => grant.Origin switch
    {
        GrantOrigin.Import => Say($"Imported from the app"),
        GrantOrigin.Task => Say($"Requested and approved here"),
        GrantOrigin.Inherited => Say($"Inherited from other access"),
    };

    public static string Certified(Details details, Grant grant) => grant.CertifiedUntil is { } until && until > details.Now
        ? Say($"{CertifiedBy(details, grant)}, valid until {details.Time.SayDate(until)}")
        : CertifiedBy(details, grant);

    private static string CertifiedBy(Details details, Grant grant) => grant switch
    {
        { LastCertifiedAt: { } at, LastCertifiedBy: { } by } => Say($"{details.Time.SayDay(at)}, by {details.NameOf(by)}"),
        { LastCertifiedAt: { } at } => details.Time.SayDay(at),
        _ => Say($"Never"),
    };

    private static DrawnStep Draw(Details details, PolicyStep step, int index)
    {
        var task = details.Task;
        var name = BuiltInNames.Step(step.Name);
        var isHere = index == task.Step;
        return task.StateOf(index, task.Subject.Risk) switch
        {
            StepState.NotRequired when step.AsksHolder() => new DrawnStep(name, Say($"Not asked"), "omitted", false),
            StepState.NotRequired => new DrawnStep(name, Say($"Not required (only for risk {TaskText.Name(step.MinimumRisk)} or higher)"), "omitted", false),
            StepState.NotReached => new DrawnStep(name, Say($"Not needed"), "omitted", false),
            StepState.Decided when task.Decisions.Last(decision => decision.Step == index) is var taken =>
                new DrawnStep(name, $"{DecisionText.Did(details.NameOf(taken.By), task, taken)}, {details.Time.SayDay(taken.At)}", "done", details.IsReader(taken.By)),
            StepState.Current or StepState.Undecided when isHere => new DrawnStep(name, Asked(details), task.IsOpen ? "current" : "done", task.WaitsFor.Any(person => details.IsReader(person))),
            StepState.Waiting => new DrawnStep(name, BriefWhy.People(step.Assignees), "waiting", false),
            StepState.Current or StepState.Decided or StepState.Undecided => new DrawnStep(name, BriefWhy.People(step.Assignees), "done", false),
        };
    }

    private static string Asked(Details details) => details.Task.Assignees.Count == 0
        ? Say($"Nobody is assigned")
        : string.Join(", ", details.Task.Assignees.Select(assignee => details.NameOf(assignee.User)));

    private static string Beginning(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Review started"),
        TaskKind.Approval => Say($"Access requested"),
        TaskKind.Provisioning => Say($"Access approved"),
        TaskKind.Revocation => Say($"Removal recommended"),
        TaskKind.Deprovisioning => Say($"Removal confirmed"),
    };

    private static string Follows(TaskKind kind) => kind switch
    {
        TaskKind.Certification => Say($"Certified access stays. A recommended removal must be confirmed."),
        TaskKind.Approval => Say($"Approved access is granted in the app"),
        TaskKind.Provisioning => Say($"The requester is notified"),
        TaskKind.Revocation => Say($"Access is removed in the app"),
        TaskKind.Deprovisioning => Say($"The access ends"),
    };
}
