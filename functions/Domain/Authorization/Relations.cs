using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Authorization;

/// <summary>How a user is related to a task.</summary>
[Flags]
public enum Relations
{
    None = 0,
    Subject = 1,
    Assignee = 2,
    FormerAssignee = 4,

    /// <summary>The delegate of an assignee who is out of office.</summary>
    Delegate = 8,
    Requester = 16,
    SubjectManager = 32,
    AppOwner = 64,
    EntitlementOwner = 128,

    /// <summary>Recommended the removal, and the policy wants another person to confirm it.</summary>
    Recommender = 256,

    /// <summary>Made the last decision, which can be undone until it takes effect, or the staged one.</summary>
    Decider = 512,

    /// <summary>Decided with the pending exception, or a delegate did so for them.</summary>
    Proposer = 1024,

    /// <summary>Can approve the pending exception.</summary>
    Approver = 2048,

    /// <summary>Decided an earlier stage of the same review, or is not the holder while the holder is asked.</summary>
    Barred = 4096,

    /// <summary>Is asked whether they still need their own access. They can give it up; they can never certify it.</summary>
    AskedHolder = 8192,
}

public static class RelationsToTask
{
    /// <summary>All relations of <paramref name="person"/> to <paramref name="task"/> at <paramref name="now"/>.</summary>
    public static Relations Of(UserId person, ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        var relations = RelationsToAccess.Of(person, task.Subject.User, facts.Find(task.Subject.User)?.ManagerId, facts.AppOwners, facts.EntitlementOwners);
        // The access of one's own account is own access.
        if (task.Subject.AccountOwner == person)
            relations |= Relations.Subject;
        if (task.IsAssignedTo(person))
            relations |= Relations.Assignee;
        if (task.FormerAssignees.Contains(person))
            relations |= Relations.FormerAssignee;
        if (task.Assignees.Any(assignee => facts.Find(assignee.User)?.DelegateAt(now) == person))
            relations |= Relations.Delegate;
        if (task.RequestedBy == person)
            relations |= Relations.Requester;
        if (task.Excluded == person)
            relations |= Relations.Recommender;
        if (task.EarlierDeciders().Contains(person) || (task.CurrentStep.AsksHolder() && task.Subject.User != person))
            relations |= Relations.Barred;
        if (HolderRules.IsAsked(task, person))
            relations |= Relations.AskedHolder;
        if (task.Undo?.By == person || task.Staged?.IsOf(person) == true)
            relations |= Relations.Decider;
        if (task.Exception is { } exception)
        {
            if (exception.IsDecidedBy(person))
                relations |= Relations.Proposer;
            if (task.WaitingFor(person) is not null)
                relations |= Relations.Approver;
        }

        return relations;
    }
}

public static class RelationsToAccess
{
    /// <summary>The relations of <paramref name="person"/> to an access, whether or not there is a task about it.</summary>
    /// <param name="subject">The user whose access it is; null: nobody in particular.</param>
    /// <param name="manager">The subject's manager; null: none.</param>
    public static Relations Of(UserId person, UserId? subject, UserId? manager, IReadOnlyList<UserId> appOwners, IReadOnlyList<UserId> entitlementOwners)
    {
        var relations = Relations.None;
        if (subject == person)
            relations |= Relations.Subject;
        if (manager == person)
            relations |= Relations.SubjectManager;
        if (appOwners.Contains(person))
            relations |= Relations.AppOwner;
        if (entitlementOwners.Contains(person))
            relations |= Relations.EntitlementOwner;
        return relations;
    }
}
