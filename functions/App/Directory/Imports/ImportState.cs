using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

public enum ImportProgress
{
    Running,
    Completed,
    Failed,
}

/// <summary>How far a file has come.</summary>
/// <param name="File">Which.</param>
/// <param name="Lines">How many lines were sent.</param>
/// <param name="Applied">Lines that changed the directory.</param>
/// <param name="Unchanged">Lines that said what stood there already.</param>
/// <param name="Bad">Lines with a problem; some are imported in part, as their problem says.</param>
/// <param name="Pages">How many pages of lines were stored.</param>
public sealed record ImportedFileState(ImportedFile File, int Lines, int Applied, int Unchanged, int Bad, int Pages)
{
    public int Read => Applied + Unchanged + Bad;
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
