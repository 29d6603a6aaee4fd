namespace AccessReview.App.Pages.Charts;

/// <param name="Link">What the bar counts; null: no page shows it.</param>
public sealed record CountBar(string Name, int Count, string? Link = null);
