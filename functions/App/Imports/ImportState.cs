using System.Text.Json.Serialization;
using AccessReview.App.Promises;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

public enum ImportProgress
{
    Running,
    Completed,
    Failed,
}

/// <summary>The progress of a file. New, changed, unchanged, refused and not read lines add up to all lines.</summary>
/// <param name="File">The file.</param>
/// <param name="Lines">The number of lines that were sent.</param>
/// <param name="Applied">Lines that changed the directory.</param>
/// <param name="Unchanged">Lines that matched the directory already.</param>
/// <param name="Bad">Lines with a problem: refused, not read, or imported in part.</param>
/// <param name="Pages">The number of stored pages of lines.</param>
public sealed record ImportedFileState(ImportedFile File, int Lines, int Applied, int Unchanged, int Bad, int Pages)
{
    /// <summary>The applied lines that created something new.</summary>
    public int New { get; init; }

    /// <summary>Lines that were imported in part. Earlier versions of the app counted them as bad only.</summary>
    public int InPart { get; init; }

    /// <summary>Lines of a file that could not be used.</summary>
    public int NotRead { get; init; }

    /// <summary>Lines that differ from a decision in the app; the decision stays.</summary>
    public int Differences { get; init; }

    /// <summary>Remarks about the file as a whole.</summary>
    public int Notes { get; init; }

    /// <summary>The file could not be used.</summary>
    public bool IsRefused { get; init; }

    /// <summary>
    /// For an import that is complete for an app: the entitlements or apps that refused lines of grants or accounts name, or
    /// <see cref="Unknown"/>. What these lines mean must not end.
    /// </summary>
    public IReadOnlyList<string> RefusedAbout { get; init; } = [];

    /// <summary>A line whose entitlement or app could not be read, or one of too many.</summary>
    internal const string Unknown = "*";

    // The list is a part of the import's row, which has limited space.
    private const int MaxRefusedAbout = 30;

    [JsonIgnore]
    public int Changed => Applied - New;

    [JsonIgnore]
    public int Refused => Bad - InPart - NotRead;

    /// <summary>Lines that are finished, with any result.</summary>
    [JsonIgnore]
    public int Read => Applied + Unchanged + Bad - InPart;

    internal ImportedFileState With(PageOutcome outcome) => this with
    {
        Applied = Applied + outcome.New + outcome.Changed,
        New = New + outcome.New,
        Unchanged = Unchanged + outcome.Unchanged,
        Bad = Bad + outcome.Refused + outcome.InPart,
        InPart = InPart + outcome.InPart,
        Differences = Differences + outcome.Differences,
        RefusedAbout = Together(RefusedAbout, outcome.RefusedAbout),
    };

    internal static IReadOnlyList<string> Together(IReadOnlyList<string> known, IEnumerable<string> more)
    {
        var all = known.Union(more, StringComparer.Ordinal).ToList();
        return all.Count > MaxRefusedAbout || all.Contains(Unknown) ? [Unknown] : all;
    }
}

/// <summary>One import: its files, its progress, and the position to continue at.</summary>
public sealed record ImportState
{
    public required string Id { get; init; }

    public ImportProgress Progress { get; init; }

    /// <summary>Who sent it; null: the organization that was set up at the start.</summary>
    public UserId? StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public IReadOnlyList<ImportedFileState> Files { get; init; } = [];

    public ImportStage Stage { get; init; }

    /// <summary>The next page of the current stage's file.</summary>
    public int Page { get; init; }

    /// <summary>The users were imported, and no active user is an admin.</summary>
    public bool LacksAdmin { get; init; }

    /// <summary>The lines are only checked: the counts and problems are those of an import, and the directory stays as it is.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>For a dry run: its files before their lines were applied, to import them later.</summary>
    public IReadOnlyList<ImportedFileState> Received { get; init; } = [];

    /// <summary>The dry run whose stored lines this import applies; null: it has its own.</summary>
    public string? LinesOf { get; init; }

    /// <summary>The apps for which the import is complete, and what ends there.</summary>
    public IReadOnlyList<AppEnding> Endings { get; init; } = [];

    /// <summary>The import whose partition holds the pages of lines.</summary>
    [JsonIgnore]
    internal string LinesAt => LinesOf ?? Id;

    [JsonIgnore]
    internal PromiseKind Promised => IsDryRun ? PromiseKind.ImportCheck : PromiseKind.Import;
}

/// <summary>The stages of an import, in order.</summary>
public enum ImportStage
{
    Users,

    /// <summary>Managers and delegates that occur later in the file.</summary>
    References,
    Apps,
    Entitlements,
    Grants,
    Accounts,
    Done,

    /// <summary>Only for an import that is complete for an app: access that it does not name ends. It comes before <see cref="Done"/>.</summary>
    Missing,
}

internal static class ImportStages
{
    public static ImportedFile? FileOf(ImportStage stage) => stage switch
    {
        ImportStage.Users or ImportStage.References => ImportedFile.Users,
        ImportStage.Apps => ImportedFile.Apps,
        ImportStage.Entitlements => ImportedFile.Entitlements,
        ImportStage.Grants => ImportedFile.Grants,
        ImportStage.Accounts => ImportedFile.Accounts,
        ImportStage.Done or ImportStage.Missing => null,
    };
}
