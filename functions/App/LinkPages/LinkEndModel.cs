namespace AccessReview.App.LinkPages;

/// <summary>A page that a link leads to when there is nothing to decide: what is so, and where to go.</summary>
public sealed record LinkEndModel(string Title, string Sentence, string? GoTo = null, string? GoLabel = null);
