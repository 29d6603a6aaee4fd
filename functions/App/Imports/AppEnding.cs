using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>What an import that is complete for one app ends there: access and accounts that are not in it.</summary>
public sealed record AppEnding(AppId App)
{
    public EndingState State { get; init; }

    /// <summary>Why nothing ends; null: something may end.</summary>
    public EndingBlock? Block { get; init; }

    /// <summary>How many grants of the app were held.</summary>
    public int HeldGrants { get; init; }

    /// <summary>How many accounts of the app there were.</summary>
    public int HeldAccounts { get; init; }

    /// <summary>How many of the grants are not in the import.</summary>
    public int Grants { get; init; }

    /// <summary>How many of the accounts are not in the import.</summary>
    public int Accounts { get; init; }

    public int EndedGrants { get; init; }

    public int EndedAccounts { get; init; }

    /// <summary>The second person; null: none decided.</summary>
    public UserId? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Where the work continues; null: at the beginning.</summary>
    public string? Place { get; init; }

    internal bool NeedsSecondPerson => EndingRules.NeedsSecondPerson(Grants, HeldGrants) || EndingRules.NeedsSecondPerson(Accounts, HeldAccounts);

    internal bool IsAtWork => State is EndingState.Counting or EndingState.Ending;
}
