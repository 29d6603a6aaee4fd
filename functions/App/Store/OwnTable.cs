namespace AccessReview.App.Store;

/// <summary>A table that only one folder uses. The folder registers it.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Schema">The schema number of its rows. It increases with each change of a row's content.</param>
public sealed record OwnTable(string Name, int Schema);
