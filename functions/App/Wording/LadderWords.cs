using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Wording;

/// <summary>What happens to a task that nobody takes, and when.</summary>
public static class LadderWords
{
    /// <summary>The rungs that are still to come.</summary>
    public static IEnumerable<(DateTimeOffset At, string What)> Ahead(ReviewTask task) =>
        task.CurrentStep.Ladder.Skip(task.NextRung).Select(rung => (task.StepStartedAt + rung.After, Say(task, rung, "You are", "you")));

    /// <summary>The current step's whole ladder, told to anybody.</summary>
    public static IEnumerable<(DateTimeOffset At, string What, bool IsPast)> Whole(ReviewTask task) =>
        task.CurrentStep.Ladder.Select((rung, place) => (task.StepStartedAt + rung.After, Say(task, rung, "Whoever is asked is", "them"), place < task.NextRung));

    private static string Say(ReviewTask task, Rung rung, string asked, string them) => rung.Action switch
    {
        RungAction.Remind => $"{asked} reminded",
        RungAction.SecondChannel => $"{asked} reminded for the last time",
        RungAction.AddAssignee => $"{Who(task, rung)} are asked too",
        RungAction.ReplaceAssignee => $"{Who(task, rung)} are asked instead of {them}",
        RungAction.SkipStep => HasNext(task) ? $"The next step is asked instead of {them}" : "The task closes without an answer",
        RungAction.Close => rung.Outcome switch
        {
            Outcome.Errored => "The task closes as errored",
            Outcome.Removed => "The task closes, and the access is to be removed",
            Outcome.Denied => "The task closes as denied",
            _ => "The task closes without an answer: nothing changes",
        },
    };

    private static string Who(ReviewTask task, Rung rung) => rung.Who?.Source switch
    {
        AssigneeSource.SubjectManager => $"The managers of {task.Subject.UserName}",
        AssigneeSource.AssigneesManagers => "The managers of those who are asked now",
        AssigneeSource.AppOwners => $"The owners of {task.Subject.AppName}",
        AssigneeSource.EntitlementOwners => $"The owners of {TaskWords.Access(task.Subject)}",
        AssigneeSource.Admins => "The administrators",
        _ => "Others",
    };

    private static bool HasNext(ReviewTask task) =>
        task.Policy.Steps.Skip(task.Step + 1).Any(step => step.MinimumRisk <= task.Subject.Risk);
}
