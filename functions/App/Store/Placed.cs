namespace AccessReview.App.Store;

/// <summary>A value with its position in the list that it was read from.</summary>
public sealed record Placed<T>(T Value, string Position);
