using System.Text.Json.Serialization;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>What a file reader returns.</summary>
internal enum RawLineKind
{
    /// <summary>A line of values, or an unreadable line.</summary>
    Line,

    /// <summary>A note about the columns. It does not count as a line.</summary>
    Note,

    /// <summary>Why the file cannot be used; counted as its first line.</summary>
    FileRefused,

    /// <summary>A line of a file that cannot be used.</summary>
    NotRead,
}

/// <summary>A line as it was sent: its values by column, or why it is unreadable.</summary>
/// <param name="Number">The line of the file, or the position in the array, from 1.</param>
/// <param name="Values">Null for an unreadable line.</param>
/// <param name="Problem">What is wrong with it.</param>
internal sealed record RawLine(int Number, IReadOnlyDictionary<string, string>? Values, Remark? Problem = null, RawLineKind Kind = RawLineKind.Line)
{
    public static RawLine Refused(int number, Remark problem) => new(number, null, problem);
}

/// <summary>A line to apply.</summary>
internal sealed record ImportedLine(int Number, IReadOnlyDictionary<string, string> Values);

/// <summary>The kind of a problem in the report.</summary>
public enum ImportProblemKind
{
    /// <summary>The line was not imported. Earlier versions of the app also used this kind for lines that were imported in part.</summary>
    Refused,

    /// <summary>The line was imported in part.</summary>
    InPart,

    /// <summary>The file differs from a decision in the app; the decision stays.</summary>
    Difference,

    /// <summary>About the file, not about one of its lines.</summary>
    Note,
}

/// <summary>A problem of a line, or of a file.</summary>
public sealed record ImportProblem(ImportedFile File, int Line, string Reason)
{
    public ImportProblemKind Kind { get; init; }

    /// <summary>A user may still be active who should not be. Such problems are listed first.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The user whom an urgent problem is about.</summary>
    public UserId? Person { get; init; }

    [JsonIgnore]
    internal IReadOnlyList<Remark> Remarks { get; init; } = [];

    internal static ImportProblem Of(ImportedFile file, int line, IReadOnlyList<Remark> remarks, ImportProblemKind kind) =>
        new(file, line, string.Join(' ', remarks.Select(remark => remark.InEnglish()))) { Kind = kind, Remarks = remarks };

    /// <summary>The reason in the reader's language; in English if an earlier version of the app stored it.</summary>
    internal string ReasonForReader() => Remarks.Count == 0 ? Reason : string.Join(' ', Remarks.Select(remark => remark.ForReader()));
}
