using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <param name="Task">The task to reassign.</param>
/// <param name="Search">The search text; null: none.</param>
/// <param name="IsFixed">The policy lists the only possible assignees, so there is no search.</param>
/// <param name="People">The users to choose from.</param>
public sealed record ReassignModel(ReviewTask Task, string? Search, bool IsFixed, IReadOnlyList<Candidate> People);

/// <summary>Finds the users whom a task may be reassigned to.</summary>
public sealed class ReassignReader(TaskReader tasks, DirectoryStore directory)
{
    private const int MaxFound = 20;

    /// <exception cref="ProblemException">The caller may not reassign it, or the policy does not allow it.</exception>
    public async Task<ReassignModel> ReadAsync(Caller caller, string reference, string? search, CancellationToken cancellationToken)
    {
        var readable = await tasks.ReadAsync(caller, reference, cancellationToken);
        var task = readable.Task;
        if (Reassignment.WhyNot(task, caller.Actor, readable.Facts, readable.At) is { } why)
        {
            throw why == Refusal.NotAllowed
                ? new ProblemException(StatusCodes.Status403Forbidden, "not_allowed", Say($"You cannot reassign this task."))
                : Problems.Of(why, task);
        }

        var only = task.CurrentStep.ReassignableTo;
        var people = only.Count > 0 ? await directory.FindUsersAsync(only, cancellationToken)
            : search is null ? [.. Reassignment.Suggestions(task, readable.Facts).Take(MaxFound)]
            : await directory.SearchUsersAsync(search, MaxFound, cancellationToken);
        return new ReassignModel(readable.Shown, search, only.Count > 0, [.. people
            .Where(person => person.Id != caller.Id && Reassignment.IsChoice(task, person))
            .Select(person => new Candidate(person, Label(task, readable.Facts, person.Id)))]);
    }

    /// <summary>Why a person may know the access; null: no relation to it.</summary>
    private static string? Label(ReviewTask task, DirectoryFacts facts, UserId person) =>
        facts.EntitlementOwners.Contains(person) ? Say($"Owner of {task.Subject.EntitlementName}")
        : facts.AppOwners.Contains(person) ? Say($"Owner of {task.Subject.AppName}")
        : facts.Find(task.Subject.User)?.ManagerId == person ? Say($"Manager of {task.Subject.UserName}")
        : null;
}
