using System.Text.Json.Serialization;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>What a reader of a file has found.</summary>
internal enum RawLineKind
{
    /// <summary>A line of values, or one that cannot be read.</summary>
    Line,

    /// <summary>A note about the columns. It is none of the lines.</summary>
    Note,

    /// <summary>Why nothing of the file can be used; counted as its first line.</summary>
    FileRefused,

    /// <summary>A line of a file that cannot be used.</summary>
    NotRead,
}

/// <summary>A line as it was sent: its values by column, or why it cannot be read.</summary>
/// <param name="Number">The line of the file, or the position in the array, from 1.</param>
/// <param name="Values">Null for a line that cannot be read.</param>
/// <param name="Problem">What is wrong with it.</param>
internal sealed record RawLine(int Number, IReadOnlyDictionary<string, string>? Values, Remark? Problem = null, RawLineKind Kind = RawLineKind.Line)
{
    public static RawLine Refused(int number, Remark problem) => new(number, null, problem);
}

/// <summary>A line that waits to be applied.</summary>
internal sealed record ImportedLine(int Number, IReadOnlyDictionary<string, string> Values);

/// <summary>What a part of the report is about.</summary>
public enum ImportProblemKind
{
    /// <summary>The line did not go in. Reports of earlier builds do not tell this from a line that went in partly.</summary>
    Refused,

    /// <summary>The line went in without a part of it.</summary>
    InPart,

    /// <summary>The file says something else than what was decided here; the decision counts.</summary>
    Difference,

    /// <summary>About the file, not about one of its lines.</summary>
    Note,
}

/// <summary>What is wrong with a line, or with a file.</summary>
public sealed record ImportProblem(ImportedFile File, int Line, string Reason)
{
    public ImportProblemKind Kind { get; init; }

    /// <summary>Somebody may still be active who should not be: such problems are listed first.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whom an urgent problem is about.</summary>
    public UserId? Person { get; init; }

    [JsonIgnore]
    internal IReadOnlyList<Remark> Remarks { get; init; } = [];

    internal static ImportProblem Of(ImportedFile file, int line, IReadOnlyList<Remark> remarks, ImportProblemKind kind) =>
        new(file, line, string.Join(' ', remarks.Select(remark => remark.InEnglish()))) { Kind = kind, Remarks = remarks };

    /// <summary>The reason in the reader's language, where it was kept so.</summary>
    internal string ReasonForReader() => Remarks.Count == 0 ? Reason : string.Join(' ', Remarks.Select(remark => remark.ForReader()));
}
