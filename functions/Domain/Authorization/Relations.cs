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
}

public static class RelationsToTask
{
    /// <summary>All relations of <paramref name="person"/> to <paramref name="task"/> at <paramref name="now"/>.</summary>
    public static Relations Of(UserId person, ReviewTask task, DirectoryFacts facts, DateTimeOffset now)
    {
        var relations = Relations.None;
        if (task.Subject.User == person)
            relations |= Relations.Subject;
        if (task.IsAssignedTo(person))
            relations |= Relations.Assignee;
        if (task.FormerAssignees.Contains(person))
            relations |= Relations.FormerAssignee;
        if (task.Assignees.Any(assignee => facts.Find(assignee.User)?.DelegateAt(now) == person))
            relations |= Relations.Delegate;
        if (task.RequestedBy == person)
            relations |= Relations.Requester;
        if (facts.Find(task.Subject.User)?.ManagerId == person)
            relations |= Relations.SubjectManager;
        if (facts.AppOwners.Contains(person))
            relations |= Relations.AppOwner;
        if (facts.EntitlementOwners.Contains(person))
            relations |= Relations.EntitlementOwner;
        return relations;
    }
}
