namespace AccessReview.App.Store;

/// <summary>A value with its position in the list that it was read from.</summary>
public sealed record Positioned<T>(T Value, string Position);
