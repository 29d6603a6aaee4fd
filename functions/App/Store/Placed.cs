namespace AccessReview.App.Store;

/// <summary>A value and where it stands in the list that it was read from.</summary>
public sealed record Placed<T>(T Value, string Position);
