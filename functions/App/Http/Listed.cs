namespace AccessReview.App.Http;

/// <summary>A page of a list.</summary>
/// <param name="NextCursor">Asks for the next page; null: this is the last.</param>
public sealed record Listed<T>(IReadOnlyList<T> Items, string? NextCursor);
