using AccessReview.Domain.Tasks;

namespace AccessReview.App.Pages;

/// <summary>The paths of the page of a removal by a campaign.</summary>
public static class RemovalPaths
{
    /// <param name="review">The review that the removal follows from.</param>
    public static string Of(TaskId review) => $"/removals/{review}";

    public static string Act(TaskId review) => $"{Of(review)}/act";
}
