namespace AccessReview.App.Directory.Imports;

/// <summary>A line as it was sent: its values by column, or why it cannot be read.</summary>
/// <param name="Number">The line of the file, or the place in the array, from 1.</param>
/// <param name="Values">Null for a line that cannot be read.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="IsHeader">It is about the columns: a problem, but none of the lines.</param>
internal sealed record RawLine(int Number, IReadOnlyDictionary<string, string>? Values, string? Problem = null, bool IsHeader = false);

/// <summary>A line that waits to be applied.</summary>
internal sealed record ImportedLine(int Number, IReadOnlyDictionary<string, string> Values);

/// <summary>What is wrong with a line.</summary>
public sealed record ImportProblem(ImportedFile File, int Line, string Reason);
