namespace AccessReview.App.LinkPages;

/// <summary>A page for a link with nothing to decide: the reason, and where to go.</summary>
public sealed record LinkEndModel(string Title, string Sentence, string? GoTo = null, string? GoLabel = null);
