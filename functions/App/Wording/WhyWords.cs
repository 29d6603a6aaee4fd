using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Wording;

/// <summary>Why somebody is asked, told to themselves.</summary>
public static class WhyWords
{
    public static string Of(ReviewTask task, Assignee assignee, DirectoryFacts facts)
    {
        var why = assignee.Reason switch
        {
            AssigneeReason.Rule => Role(task, assignee.Source),
            AssigneeReason.Fallback => $"{Role(task, assignee.Source)} Whoever is usually asked could not be.",
            AssigneeReason.Reassigned => "The task was reassigned to you.",
            AssigneeReason.Escalated => $"Those who were asked before have not answered. {Role(task, assignee.Source)}",
        };
        return assignee.InsteadOf is { } away ? $"{why} You stand in for {NameOf(away, facts)}, who is out of office." : why;
    }

    public static string NameOf(UserId id, DirectoryFacts facts) => facts.Find(id)?.DisplayName ?? "somebody who has left";

    private static string Role(ReviewTask task, AssigneeSource? source) => source switch
    {
        AssigneeSource.SubjectManager => $"You are the manager of {task.Subject.UserName}.",
        AssigneeSource.AssigneesManagers => "You are the manager of one of them.",
        AssigneeSource.AppOwners => $"You are an owner of {task.Subject.AppName}.",
        AssigneeSource.EntitlementOwners => $"You are an owner of {TaskWords.Access(task.Subject)}.",
        AssigneeSource.Admins => "You are an administrator of access reviews.",
        AssigneeSource.Named => $"The policy \"{task.Policy.Name}\" names you.",
        _ => "You were asked.",
    };
}
