namespace AccessReview.App.Audit;

/// <summary>Something that is not as the digests say.</summary>
/// <param name="Where">A task, or a digest's name.</param>
/// <param name="What">chain_broken, cut_off, made_anew, gone; digest_missing, digest_unlinked, malformed, unknown_key, bad_signature.</param>
/// <param name="Version">The first event that does not fit; null for a digest.</param>
public sealed record AuditFinding(string Where, string What, long? Version = null);

/// <summary>How far a check has come; also what it reports.</summary>
/// <param name="Chain">The chain of digests.</param>
/// <param name="Hour">The digest that comes next.</param>
/// <param name="Until">The first hour that is not checked.</param>
public sealed record CheckProgress(string Chain, string Hour, string Until)
{
    /// <summary>As many as are reported; all are logged.</summary>
    public const int MaxFindings = 15;

    /// <summary>What the next digest must name as the one before; null: not known.</summary>
    public string? Previous { get; init; }

    /// <summary>So many heads of the next digest are checked already.</summary>
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

/// <param name="Hash">The digest's own; null: it is not there.</param>
/// <param name="Heads">So many were checked.</param>
/// <param name="IsLast">The digest is through.</param>
public sealed record CheckedPage(string? Hash, int Heads, bool IsLast, IReadOnlyList<AuditFinding> Findings);
