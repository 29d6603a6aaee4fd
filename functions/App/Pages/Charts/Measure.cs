namespace AccessReview.App.Pages.Charts;

/// <param name="At">Where on the time scale, from 0 to 1.</param>
/// <param name="Value">What was measured. It is not negative.</param>
public sealed record Measure(double At, long Value);
