using System.Globalization;

namespace AccessReview.App.Pages.Charts;

/// <summary>Writes lengths of charts. As percentages they fit every width without a script.</summary>
internal static class Percent
{
    /// <param name="share">From 0 to 1; other values are moved to the nearest end of the scale.</param>
    public static string Of(double share) => Number(100 * Bounded(share)) + "%";

    /// <summary>The share of a whole. Something that exists is never too small to see.</summary>
    public static double Share(int part, int whole) => whole <= 0 || part <= 0 ? 0 : Bounded(Math.Max((double)part / whole, 0.01));

    /// <summary>Where a moment is between two others.</summary>
    public static double Position(DateTimeOffset at, DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? (at < to ? 0 : 1) : Bounded((at - from) / (to - from));

    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    private static double Bounded(double share) => double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);
}
