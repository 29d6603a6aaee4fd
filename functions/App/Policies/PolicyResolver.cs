using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Policies;

/// <summary>
/// Chooses the policy for a new task. A task keeps the policy that it began with, so only new tasks and previews use this.
/// It is asynchronous so that a choice may read stored data; today it does not.
/// </summary>
public sealed class PolicyResolver(PolicySet policies)
{
    /// <param name="kind">The kind of the new task.</param>
    /// <param name="subject">The access that it is about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The policy. Its id is the name of the choice, and the task stores it.</returns>
    public ValueTask<Policy> ResolveAsync(TaskKind kind, PolicySubject subject, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(policies.Choose(kind, subject));
    }

    /// <summary>The policies of all kinds for one subject, in the order of the kinds.</summary>
    public async Task<IReadOnlyList<Policy>> ResolveAllAsync(PolicySubject subject, CancellationToken cancellationToken)
    {
        List<Policy> chosen = [];
        foreach (var kind in Enum.GetValues<TaskKind>())
            chosen.Add(await ResolveAsync(kind, subject, cancellationToken));
        return chosen;
    }
}
