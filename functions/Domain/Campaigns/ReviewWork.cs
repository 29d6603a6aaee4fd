using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>What a reviewer has done in a campaign and what is left, right before the sign-off.</summary>
/// <param name="Certified">Staged decisions of the reviewer that keep access.</param>
/// <param name="Removed">Staged decisions of the reviewer that remove access.</param>
/// <param name="Undecided">Items that the reviewer must decide first.</param>
/// <param name="Hash">SHA-256 over the list of the staged decisions, in hexadecimal digits.</param>
/// <param name="IsReviewer">The person reviews or decided an item of the campaign.</param>
public sealed record ReviewWork(int Certified, int Removed, int Undecided, string Hash, bool IsReviewer);

/// <summary>Which tasks belong to a reviewer's sign-off.</summary>
public static class SignOffRules
{
    /// <summary>Returns whether <paramref name="person"/> must decide the task before the sign-off.</summary>
    public static bool IsUndecided(ReviewTask task, UserId person) => task is { IsOpen: true, IsStaged: false } && task.IsAssignedTo(person);

    /// <summary>Returns whether the sign-off of <paramref name="person"/> covers the task's staged decision.</summary>
    public static bool IsCovered(ReviewTask task, UserId person) => task is { IsOpen: true, IsStaged: true, Staged: { } staged } && staged.IsOf(person);
}
