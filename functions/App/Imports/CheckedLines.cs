namespace AccessReview.App.Imports;

/// <summary>How long the lines of a dry run are kept, so that exactly these lines can be imported.</summary>
internal static class CheckedLines
{
    /// <summary>From the end of the dry run.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Longer than the function timeout (host.json): an import that was accepted in time has started by then.</summary>
    private static readonly TimeSpan LongestAcceptance = TimeSpan.FromMinutes(15);

    /// <summary>Until when they are kept; null: the dry run has not ended well.</summary>
    public static DateTimeOffset? KeptUntil(ImportState state) => state is { IsDryRun: true, Progress: ImportProgress.Completed, EndedAt: { } ended } ? ended + Kept : null;

    public static bool AreKept(ImportState state, DateTimeOffset now) => now < KeptUntil(state);

    /// <summary>True if no import can need them any more.</summary>
    /// <param name="state">The dry run.</param>
    /// <param name="import">The import of its lines; null: there is none.</param>
    /// <param name="now">The time.</param>
    public static bool AreDone(ImportState state, ImportState? import, DateTimeOffset now) =>
        state.EndedAt + Kept + LongestAcceptance <= now && import is not { Progress: ImportProgress.Running };
}
