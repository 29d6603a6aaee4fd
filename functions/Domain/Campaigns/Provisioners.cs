using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>
/// Who provisions an access. A reviewer who also provisions it reviews their own work, which auditors want to know. It is not forbidden.
/// </summary>
public static class Provisioners
{
    /// <param name="provisioning">The policy of a task that provisions the access.</param>
    public static IReadOnlyList<UserId> Of(Policy provisioning, Subject subject, DirectoryFacts facts, DateTimeOffset now) =>
    [
        .. provisioning.Steps.Where(step => step.AppliesTo(subject.Risk))
            .SelectMany(step => AssigneeSearch.ForStep(step, subject, [], facts, now))
            .Select(assignee => assignee.User)
            .Distinct(),
    ];
}
