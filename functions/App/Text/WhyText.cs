using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Explains to a user in one or two sentences why they are an assignee.</summary>
public static class WhyText
{
    public static string Of(ReviewTask task, Assignee assignee, DirectoryFacts facts)
    {
        // The absent user's relation to the task is not the delegate's.
        if (assignee is { InsteadOf: { } found, Reason: not AssigneeReason.Reassigned })
            return AsDelegate(found, facts);
        var why = assignee.Reason switch
        {
            AssigneeReason.Rule => Role(task, assignee.Source),
            AssigneeReason.Fallback => $"{Role(task, assignee.Source)} {Say($"The usual assignee was not available.")}",
            AssigneeReason.Reassigned => Say($"The task was reassigned to you."),
            AssigneeReason.Escalated => $"{Say($"The previous assignees did not answer.")} {Role(task, assignee.Source)}",
        };
        return assignee.InsteadOf is { } away ? $"{why} {AsDelegate(away, facts)}" : why;
    }

    /// <summary>For the user who opened the case.</summary>
    public static string Requester(TaskKind kind) => kind switch
    {
        TaskKind.Approval or TaskKind.Provisioning => Say($"You requested this access."),
        TaskKind.Certification => Say($"You started this review."),
        TaskKind.Revocation or TaskKind.Deprovisioning => Say($"You recommended this removal."),
    };

    public static string AsDelegate(UserId away, DirectoryFacts facts) => Say($"You are the delegate of {new PersonNames(facts).Of(away)}, who is out of office.");

    private static string Role(ReviewTask task, AssigneeSource? source) => source switch
    {
        AssigneeSource.AccountResponsible => Say($"You are responsible for the account or for {task.Subject.AppName}."),
        AssigneeSource.SubjectManager when Domain.Directory.AccountHolder.Is(task.Subject.User) => Say($"You are responsible for the account or for {task.Subject.AppName}."),
        AssigneeSource.SubjectManager => Say($"You are the manager of {task.Subject.UserName}."),
        AssigneeSource.AssigneesManagers => Say($"You are the manager of an assignee."),
        AssigneeSource.AppOwners => Say($"You are an owner of {task.Subject.AppName}."),
        AssigneeSource.EntitlementOwners => Say($"You are an owner of {TaskText.Access(task.Subject)}."),
        AssigneeSource.Admins => Say($"You are an administrator of Access Review."),
        AssigneeSource.Holder => Say($"It is your own access."),
        AssigneeSource.Named when task.Campaign is { } campaign => Say($"The campaign {campaign.Name} names you."),
        AssigneeSource.Named => Say($"The policy \"{BuiltInNames.Policy(task.Policy.Name)}\" names you."),
        _ => Say($"The task was assigned to you."),
    };
}
