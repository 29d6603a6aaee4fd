namespace AccessReview.Domain.Directory;

/// <summary>What a file says about a grant. A value that the file does not mention is the stored one.</summary>
/// <param name="Since">When the access began; for a grant that is new to the directory, the moment of the import if the file says nothing.</param>
/// <param name="Until">When it ends; null: no end date.</param>
/// <param name="LastUsedAt">Null: unknown.</param>
/// <param name="Account">The user's account in the app; null: unknown.</param>
public sealed record ImportedGrant(UserId User, EntitlementId Entitlement, AppId App, DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset? LastUsedAt, AccountId? Account)
{
    public bool IsProtected { get; init; }

    /// <summary>The entitlement that grants this one; null: the access is held directly.</summary>
    public EntitlementId? Through { get; init; }
}

/// <summary>Where a file differs from what was decided here. The decision is kept.</summary>
public enum GrantDifference
{
    /// <summary>The access was removed, but the app still reports it: it is listed as still there.</summary>
    Returned,
    Until,
    Since,
}

/// <summary>
/// Combines an imported grant with the stored one. The file determines last use and account. It also determines the start and
/// end of imported grants; for requested grants the decision determines them.
/// </summary>
public static class GrantImport
{
    /// <param name="before">The stored grant, current or ended; null: never held.</param>
    /// <param name="file">What the file says.</param>
    public static Grant Apply(Grant? before, ImportedGrant file)
    {
        var grant = before switch
        {
            null => new Grant { UserId = file.User, EntitlementId = file.Entitlement, AppId = file.App, Since = file.Since, Origin = GrantOrigin.Import },
            // It was removed outside and granted again outside: nobody here decided either.
            { State: GrantState.Ended, End: GrantEnd.RemovedOutside } => before with
            {
                State = GrantState.Active,
                EndedAt = null,
                End = null,
                Since = file.Since,
                Origin = GrantOrigin.Import,
                Through = null,
                LastCertifiedAt = null,
                LastCertifiedBy = null,
                CertifiedUntil = null,
            },
            { State: GrantState.Ended } => before with { State = GrantState.StillThere, EndedAt = null },
            { } held => held,
        };
        var read = grant with { AppId = file.App, LastUsedAt = file.LastUsedAt, AccountId = file.Account, IsProtected = file.IsProtected };
        return IsDecided(grant)
            ? read
            : read with { Since = file.Since, Until = file.Until, Origin = file.Through is null ? GrantOrigin.Import : GrantOrigin.Inherited, Through = file.Through?.Value };
    }

    /// <summary>In the order in which they are reported.</summary>
    public static IEnumerable<GrantDifference> DifferencesOf(Grant? before, ImportedGrant file)
    {
        if (before is { State: GrantState.Ended, End: null })
            yield return GrantDifference.Returned;
        if (before is null or { End: GrantEnd.RemovedOutside } || !IsDecided(before))
            yield break;
        if (file.Until != before.Until)
            yield return GrantDifference.Until;
        // A day in the file is the holder's, and a decision has a moment: a day more or less is no difference.
        if (Math.Abs(DayOf(file.Since).DayNumber - DayOf(before.Since).DayNumber) > 1)
            yield return GrantDifference.Since;
    }

    private static bool IsDecided(Grant grant) => grant.Origin == GrantOrigin.Task;

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.DateTime);
}
