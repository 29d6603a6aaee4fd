using AccessReview.Domain.Authorization;

namespace AccessReview.Domain.Directory;

/// <summary>
/// What becomes of an app's access that is not in an import which is marked as complete for the app. The names are stored.
/// </summary>
public enum EndingState
{
    /// <summary>The access that is not in the import is being looked for.</summary>
    Counting,

    /// <summary>It is more than the guard allows, so a second person must confirm it. Nothing has ended.</summary>
    Waiting,

    /// <summary>The access is being ended.</summary>
    Ending,
    Ended,

    /// <summary>A second person decided that the access stays.</summary>
    Declined,

    /// <summary>Nothing ends; <see cref="EndingBlock"/> says why.</summary>
    Blocked,

    /// <summary>The import is a dry run, so nothing ends.</summary>
    OnlyChecked,
}

/// <summary>Why nothing ends.</summary>
public enum EndingBlock
{
    /// <summary>A line about the app was refused, so the import may lack access that exists. A line whose app is unknown counts for all apps.</summary>
    LinesRefused,

    /// <summary>The import has no lines about grants or accounts.</summary>
    NoLines,

    /// <summary>The app is not in the directory.</summary>
    UnknownApp,
}

/// <summary>Why a decision about the ending is refused.</summary>
public enum EndingRefusal
{
    NotAllowed,

    /// <summary>Nothing waits for a decision.</summary>
    NotWaiting,

    /// <summary>The person who imported cannot confirm it.</summary>
    SecondPersonRequired,

    /// <summary>A later import has newer facts. Its own ending is decided instead.</summary>
    NewerImport,
}

/// <summary>When a second person must confirm what an import ends.</summary>
public static class EndingRules
{
    public const int MaxEndings = 50;
    public const int MaxPercent = 20;

    /// <summary>True for more than 50 endings, and for more than 20 percent of what is held.</summary>
    public static bool NeedsSecondPerson(int missing, int held) => missing > MaxEndings || missing * 100L > (long)held * MaxPercent;

    /// <summary>Why this person may not confirm or decline the ending; null: they may.</summary>
    /// <param name="importer">Null: the import was made at the start, so every administrator is a second person.</param>
    /// <param name="hasNewer">Grants or accounts were imported later.</param>
    public static EndingRefusal? Judge(EndingState state, UserId? importer, UserId by, Roles roles, bool hasNewer)
    {
        if (!OrganizationTable.Allows(OrganizationAction.ImportDirectory, roles))
            return EndingRefusal.NotAllowed;
        if (state != EndingState.Waiting)
            return EndingRefusal.NotWaiting;
        if (by == importer)
            return EndingRefusal.SecondPersonRequired;
        return hasNewer ? EndingRefusal.NewerImport : null;
    }

    /// <summary>The grant after it was removed outside; null: it has ended, or began after the import.</summary>
    public static Grant? End(Grant grant, DateTimeOffset importedAt, DateTimeOffset at) =>
        grant.IsHeld && grant.Since <= importedAt ? grant with { State = GrantState.Ended, EndedAt = at, End = GrantEnd.RemovedOutside } : null;
}
