using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Describes what happens to a task that nobody decides, and when.</summary>
public static class LadderText
{
    /// <summary>The rungs that are still to come and that the assignee notices: after others replace them, they get no reminder.</summary>
    public static IEnumerable<(DateTimeOffset At, string What)> Ahead(ReviewTask task)
    {
        var isReplaced = false;
        foreach (var rung in task.CurrentStep.Ladder.Skip(task.NextRung))
        {
            if (!isReplaced || rung.Action is RungAction.Close or RungAction.SkipStep)
                yield return (task.DueAtOf(rung), What(task, task.Step, rung, isToAsked: true));
            isReplaced |= rung.Action == RungAction.ReplaceAssignee;
        }
    }

    /// <summary>The first thing that happens without an answer, besides reminders; null: nothing.</summary>
    public static string? IfSilent(ReviewTask task, LocalTime time)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(time);
        if (task.CurrentStep.Ladder.Skip(task.NextRung).FirstOrDefault(rung => rung.Action is not (RungAction.Remind or RungAction.SecondChannel)) is not { } next)
            return null;
        var (day, what) = (time.SayMonthDay(task.DueAtOf(next)), What(task, task.Step, next, isToAsked: true));
        return task.WaitsFor.Count() == 1 ? Say($"If you do not answer by {day}: {what}.") : Say($"If nobody answers by {day}: {what}.");
    }

    /// <summary>The current step's ladder for a reader: an assignee sees what is done, and then only what they notice.</summary>
    public static IEnumerable<(DateTimeOffset At, string What, bool IsPast)> Of(ReviewTask task, bool isAssignee)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsOpen && isAssignee
            ? [.. Whole(task).Where(rung => rung.IsPast), .. Ahead(task).Select(rung => (rung.At, rung.What, false))]
            : Whole(task);
    }

    /// <summary>The current step's whole ladder, as any reader sees it.</summary>
    public static IEnumerable<(DateTimeOffset At, string What, bool IsPast)> Whole(ReviewTask task) =>
        task.CurrentStep.Ladder.Select((rung, index) => (task.DueAtOf(rung), What(task, task.Step, rung, isToAsked: false), index < task.NextRung));

    /// <summary>The ladders of later steps. Their times count from the start of the step.</summary>
    public static IEnumerable<(string Step, IReadOnlyList<(string When, string What)> Ladder)> Later(ReviewTask task) =>
        from index in task.StepsAhead(task.Subject.Risk)
        let step = task.Policy.Steps[index]
        select (BuiltInNames.Step(step.Name), (IReadOnlyList<(string, string)>)[.. step.Ladder.Select(rung => (When(rung.After), What(task, index, rung, isToAsked: false)))]);

    private static string When(TimeSpan after) => after switch
    {
        _ when after == TimeSpan.FromHours(1) => Say($"After 1 hour"),
        _ when after == TimeSpan.FromDays(1) => Say($"After 1 day"),
        { Hours: 0 } => Say($"After {after.TotalDays:N0} days"),
        _ => Say($"After {after.TotalHours:N0} hours"),
    };

    private static string What(ReviewTask task, int step, Rung rung, bool isToAsked) => rung.Action switch
    {
        RungAction.Remind => isToAsked ? Say($"You get a reminder") : Say($"Assignees get a reminder"),
        RungAction.SecondChannel => isToAsked ? Say($"You get a last reminder") : Say($"Assignees get a last reminder"),
        RungAction.AddAssignee => AddedAssignees(task.Subject, rung.Who?.Source, isToAsked),
        RungAction.ReplaceAssignee => ReplacingAssignees(task.Subject, rung.Who?.Source, isToAsked),
        RungAction.SkipStep => HasNext(task, step) ? Say($"The task moves to the next step") : Say($"The task closes without a decision"),
        RungAction.Close => rung.Outcome switch
        {
            Outcome.Errored => Say($"The task closes as errored"),
            Outcome.Removed or Outcome.Confirmed when task.Subject.IsProtected == true => Say($"The task closes; the access stays because it is protected"),
            Outcome.Removed => Say($"The task closes, and removal is recommended"),
            Outcome.Confirmed => Say($"The task closes, and the access is to be removed"),
            Outcome.Denied => Say($"The task closes, and the request is denied"),
            _ => task.Kind is TaskKind.Approval or TaskKind.Provisioning ? Say($"The task closes; the access is not granted") : Say($"The task closes; the access stays"),
        },
    };

    private static string AddedAssignees(Subject subject, AssigneeSource? source, bool isToAsked) => source switch
    {
        AssigneeSource.SubjectManager => Say($"{subject.UserName}'s manager is also assigned"),
        AssigneeSource.AssigneesManagers => isToAsked ? Say($"Your manager is also assigned") : Say($"The assignees' managers are also assigned"),
        AssigneeSource.AppOwners => Say($"The owners of {subject.AppName} are also assigned"),
        AssigneeSource.EntitlementOwners => Say($"The owners of {TaskText.Access(subject)} are also assigned"),
        AssigneeSource.Admins => Say($"The administrators are also assigned"),
        _ => Say($"Other people are also assigned"),
    };

    private static string ReplacingAssignees(Subject subject, AssigneeSource? source, bool isToAsked) => source switch
    {
        AssigneeSource.SubjectManager => Say($"The task moves to {subject.UserName}'s manager"),
        AssigneeSource.AssigneesManagers => isToAsked ? Say($"The task moves to your manager") : Say($"The task moves to the assignees' managers"),
        AssigneeSource.AppOwners => Say($"The task moves to the owners of {subject.AppName}"),
        AssigneeSource.EntitlementOwners => Say($"The task moves to the owners of {TaskText.Access(subject)}"),
        AssigneeSource.Admins => Say($"The task moves to the administrators"),
        _ => Say($"The task moves to other people"),
    };

    private static bool HasNext(ReviewTask task, int index) => task.StepsAhead(task.Subject.Risk).Any(ahead => ahead != index);
}
