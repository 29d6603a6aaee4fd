using AccessReview.Domain.Directory;

namespace AccessReview.App.MyWork;

/// <summary>A person who can become the assignee.</summary>
/// <param name="Label">Why the person is suggested, such as "Owner of Cloud"; null: found by a search.</param>
public sealed record Candidate(User Person, string? Label);
