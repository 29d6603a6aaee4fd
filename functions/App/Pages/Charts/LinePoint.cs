namespace AccessReview.App.Pages.Charts;

public enum PointLook
{
    /// <summary>It has happened.</summary>
    Past,

    /// <summary>It is still to come.</summary>
    Future,

    /// <summary>The present, as a mark across the line.</summary>
    Now,
}

/// <param name="At">Where on the line, from 0 to 1.</param>
/// <param name="Label">Drawn above the point; null: none.</param>
public sealed record LinePoint(double At, PointLook Look, string? Label = null);
