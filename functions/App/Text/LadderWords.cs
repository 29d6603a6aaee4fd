using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>What happens to a task that nobody takes, and when.</summary>
public static class LadderWords
{
    /// <summary>The rungs that are still to come, told to whoever is asked.</summary>
    public static IEnumerable<(DateTimeOffset At, string What)> Ahead(ReviewTask task) =>
        task.CurrentStep.Ladder.Skip(task.NextRung).Select(rung => (task.StepStartedAt + rung.After, What(task, task.Step, rung, isToAsked: true)));

    /// <summary>The current step's whole ladder, told to anybody.</summary>
    public static IEnumerable<(DateTimeOffset At, string What, bool IsPast)> Whole(ReviewTask task) =>
        task.CurrentStep.Ladder.Select((rung, place) => (task.StepStartedAt + rung.After, What(task, task.Step, rung, isToAsked: false), place < task.NextRung));

    /// <summary>The ladders of the steps that may follow; their times count from when such a step begins.</summary>
    public static IEnumerable<(string Step, IReadOnlyList<(string When, string What)> Ladder)> Later(ReviewTask task) =>
        from place in task.StepsAhead(task.Subject.Risk)
        let step = task.Policy.Steps[place]
        select (step.Name, (IReadOnlyList<(string, string)>)[.. step.Ladder.Select(rung => (When(rung.After), What(task, place, rung, isToAsked: false)))]);

    private static string When(TimeSpan after) => after switch
    {
        _ when after == TimeSpan.FromHours(1) => Say($"After 1 hour"),
        _ when after == TimeSpan.FromDays(1) => Say($"After 1 day"),
        { Hours: 0 } => Say($"After {after.TotalDays:N0} days"),
        _ => Say($"After {after.TotalHours:N0} hours"),
    };

    private static string What(ReviewTask task, int step, Rung rung, bool isToAsked) => rung.Action switch
    {
        RungAction.Remind => isToAsked ? Say($"You are reminded") : Say($"Whoever is asked is reminded"),
        RungAction.SecondChannel => isToAsked ? Say($"You are reminded for the last time") : Say($"Whoever is asked is reminded for the last time"),
        RungAction.AddAssignee => AskedToo(task.Subject, rung.Who?.Source),
        RungAction.ReplaceAssignee => AskedInstead(task.Subject, rung.Who?.Source),
        RungAction.SkipStep => HasNext(task, step) ? Say($"The next step is asked instead") : Say($"The task closes without an answer"),
        RungAction.Close => rung.Outcome switch
        {
            Outcome.Errored => Say($"The task closes as errored"),
            Outcome.Removed => Say($"The task closes, and the access is to be removed"),
            Outcome.Denied => Say($"The task closes as denied"),
            _ => Say($"The task closes without an answer: nothing changes"),
        },
    };

    private static string AskedToo(Subject subject, AssigneeSource? source) => source switch
    {
        AssigneeSource.SubjectManager => Say($"The managers of {subject.UserName} are asked too"),
        AssigneeSource.AssigneesManagers => Say($"The managers of those who are asked now are asked too"),
        AssigneeSource.AppOwners => Say($"The owners of {subject.AppName} are asked too"),
        AssigneeSource.EntitlementOwners => Say($"The owners of {TaskWords.Access(subject)} are asked too"),
        AssigneeSource.Admins => Say($"The administrators are asked too"),
        _ => Say($"Others are asked too"),
    };

    private static string AskedInstead(Subject subject, AssigneeSource? source) => source switch
    {
        AssigneeSource.SubjectManager => Say($"The managers of {subject.UserName} are asked instead"),
        AssigneeSource.AssigneesManagers => Say($"The managers of those who are asked now are asked instead"),
        AssigneeSource.AppOwners => Say($"The owners of {subject.AppName} are asked instead"),
        AssigneeSource.EntitlementOwners => Say($"The owners of {TaskWords.Access(subject)} are asked instead"),
        AssigneeSource.Admins => Say($"The administrators are asked instead"),
        _ => Say($"Others are asked instead"),
    };

    private static bool HasNext(ReviewTask task, int place) => task.StepsAhead(task.Subject.Risk).Any(ahead => ahead != place);
}
