using System.Text.Json.Serialization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

public enum ImportProgress
{
    Running,
    Completed,
    Failed,
}

/// <summary>How far a file has come. New, changed, unchanged, refused and not read lines together are all of its lines.</summary>
/// <param name="File">Which.</param>
/// <param name="Lines">How many lines were sent.</param>
/// <param name="Applied">Lines that changed the directory.</param>
/// <param name="Unchanged">Lines that said what was there already.</param>
/// <param name="Bad">Lines with a problem: refused, not read, or imported in part.</param>
/// <param name="Pages">How many pages of lines were stored.</param>
public sealed record ImportedFileState(ImportedFile File, int Lines, int Applied, int Unchanged, int Bad, int Pages)
{
    /// <summary>Lines among the applied ones that brought something new.</summary>
    public int New { get; init; }

    /// <summary>Lines that were imported without a part of them. Earlier builds counted them as bad only.</summary>
    public int InPart { get; init; }

    /// <summary>Lines of a file that could not be used.</summary>
    public int NotRead { get; init; }

    /// <summary>Lines that say something else than what was decided here.</summary>
    public int Differences { get; init; }

    /// <summary>Remarks about the file as a whole.</summary>
    public int Notes { get; init; }

    /// <summary>Nothing of the file could be used.</summary>
    public bool IsRefused { get; init; }

    [JsonIgnore]
    public int Changed => Applied - New;

    [JsonIgnore]
    public int Refused => Bad - InPart - NotRead;

    /// <summary>Lines that are finished, whatever became of them.</summary>
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
    };
}

/// <summary>One import: what it is of, how far it has come, and where it goes on.</summary>
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

    /// <summary>The next page of the stage's file.</summary>
    public int Page { get; init; }

    /// <summary>The people were imported and nobody active among all is an administrator.</summary>
    public bool LacksAdmin { get; init; }
}

/// <summary>What an import does, one after the other.</summary>
public enum ImportStage
{
    Users,

    /// <summary>Managers and delegates who stand further down in the file.</summary>
    References,
    Apps,
    Entitlements,
    Grants,
    Done,
}

internal static class ImportStages
{
    public static ImportedFile? FileOf(ImportStage stage) => stage switch
    {
        ImportStage.Users or ImportStage.References => ImportedFile.Users,
        ImportStage.Apps => ImportedFile.Apps,
        ImportStage.Entitlements => ImportedFile.Entitlements,
        ImportStage.Grants => ImportedFile.Grants,
        ImportStage.Done => null,
    };
}
