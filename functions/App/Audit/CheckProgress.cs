namespace AccessReview.App.Audit;

/// <summary>A difference between the tables and the digests.</summary>
/// <param name="Where">A task's id or a digest's name.</param>
/// <param name="What">chain_broken, cut_off, made_anew, gone; digest_missing, digest_unlinked, malformed, unknown_key,
/// bad_signature.</param>
/// <param name="Version">The first event that does not match; null for a digest.</param>
public sealed record AuditFinding(string Where, string What, long? Version = null);

/// <summary>The progress of a check, and its result.</summary>
/// <param name="Chain">The chain of digests.</param>
/// <param name="Hour">The hour of the next digest.</param>
/// <param name="Until">The end of the check; this hour is not included.</param>
public sealed record CheckProgress(string Chain, string Hour, string Until)
{
    /// <summary>The maximum number of findings that are reported. All are logged.</summary>
    public const int MaxFindings = 15;

    /// <summary>The hash that the next digest must name as the previous one; null: unknown.</summary>
    public string? Previous { get; init; }

    /// <summary>How many heads of the next digest are already checked.</summary>
    public int Skip { get; init; }

    public int Digests { get; init; }

    public int Heads { get; init; }

    public int FindingCount { get; init; }

    public IReadOnlyList<AuditFinding> Findings { get; init; } = [];

    public bool IsDone => string.CompareOrdinal(Hour, Until) >= 0;

    internal CheckProgress Past(CheckedPage page) => this with
    {
        Hour = page.IsLast ? AuditHour.After(Hour) : Hour,
        Previous = page.IsLast ? page.Hash : Previous,
        Skip = page.IsLast ? 0 : Skip + page.Heads,
        Digests = page.IsLast ? Digests + 1 : Digests,
        Heads = Heads + page.Heads,
        FindingCount = FindingCount + page.Findings.Count,
        Findings = [.. Findings.Concat(page.Findings).Take(MaxFindings)],
    };
}

/// <param name="Hash">The digest's hash; null: the digest is missing.</param>
/// <param name="Heads">The number of heads checked.</param>
/// <param name="IsLast">The digest is completely checked.</param>
public sealed record CheckedPage(string? Hash, int Heads, bool IsLast, IReadOnlyList<AuditFinding> Findings);
