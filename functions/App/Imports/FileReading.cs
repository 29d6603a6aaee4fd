using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;

namespace AccessReview.App.Imports;

/// <summary>Separates good lines from bad ones and counts both.</summary>
internal sealed class FileReading(ImportedFile file, DirectoryForms forms, Func<User?, bool> isActiveAdmin, bool isComplete = false)
{
    // A line must fit into one row in binary form, where a character takes up to six bytes.
    private const int LongestLine = 8 * 1024;

    // Enough to show what is wrong with a file of millions of bad lines.
    private const int MaxProblems = 10_000;

    private readonly Dictionary<UInt128, int> _seen = [];
    private ImportedFileState _state = new(file, 0, 0, 0, 0, 0);

    public ImportedFile File => file;

    public List<ImportProblem> Problems { get; } = [];

    /// <summary>True if there are lines to apply.</summary>
    public bool HasLines { get; private set; }

    /// <summary>True if a line is about an active admin.</summary>
    public bool NamesAdmin { get; private set; }

    public ImportedFileState StateWith(int pages) => _state with { Pages = pages };

    public IEnumerable<ImportedLine> GoodOf(IEnumerable<RawLine> lines)
    {
        foreach (var raw in lines)
        {
            var line = raw.Values is { } values ? raw with { Values = values.ToDictionary(cell => cell.Key, cell => ExactText.Normalize(cell.Value), StringComparer.Ordinal) } : raw;
            if (line.Kind != RawLineKind.Note)
                _state = _state with { Lines = _state.Lines + 1 };
            if (Remarks(line) is not { } remarks)
            {
                var good = new ImportedLine(line.Number, line.Values!); // Not null where nothing is wrong.
                HasLines = true;
                NamesAdmin = NamesAdmin || (file == ImportedFile.Users && IsAdmin(new LineReader(good, forms)));
                yield return good;
                continue;
            }

            _state = line.Kind switch
            {
                RawLineKind.Note => _state with { Notes = _state.Notes + 1 },
                RawLineKind.NotRead => _state with { Bad = _state.Bad + 1, NotRead = _state.NotRead + 1 },
                RawLineKind.FileRefused => _state with { Bad = _state.Bad + 1, IsRefused = true },
                RawLineKind.Line => _state with { Bad = _state.Bad + 1 },
            };
            if (isComplete && line.Kind != RawLineKind.Note)
                _state = _state with { RefusedAbout = ImportedFileState.Together(_state.RefusedAbout, [AboutOf(line)]) };
            if (remarks.Count > 0)
                Report(line, remarks);
        }
    }

    private void Report(RawLine line, IReadOnlyList<Remark> remarks)
    {
        var isNote = line.Kind == RawLineKind.Note;
        if (Problems.Count == MaxProblems)
            Problems.Add(ImportProblem.Of(file, line.Number, [Remark.Say($"Further invalid lines of this file are counted but not listed.")], ImportProblemKind.Note));
        if (Problems.Count < MaxProblems)
            Problems.Add(ImportProblem.Of(file, line.Number, remarks, isNote ? ImportProblemKind.Note : ImportProblemKind.Refused) with { IsUrgent = IsInactive(line), Person = PersonOf(line) });
    }

    /// <summary>Returns what is wrong with a line; null: nothing.</summary>
    private IReadOnlyList<Remark>? Remarks(RawLine line)
    {
        if (line.Values is not { } values)
            return line.Problem is { } problem ? [problem] : [];
        if (values.Sum(value => value.Key.Length + value.Value.Length) > LongestLine)
            return [Remark.Say($"The line is too long. It was not imported.")];
        if (ImportedColumns.KeyOf(file).Any(column => values.GetValueOrDefault(column, "").Length == 0))
            return null; // Reported when the line is applied: a line without a key is no duplicate.
        if (Earlier(values, line.Number) is not { } earlier)
            return null;
        return [Remark.Say($"Line {earlier} has the same {string.Join(", ", ImportedColumns.KeyOf(file))}, and the first one counts. This line was not imported.")];
    }

    /// <summary>Returns the number of an earlier line about the same thing; null: this is the first.</summary>
    private int? Earlier(IReadOnlyDictionary<string, string> values, int number)
    {
        var key = KeyOf(file, values);
        // Two accounts of a person are two grants. A line without an account is about the first grant, whatever its account.
        if (file == ImportedFile.Grants && values.GetValueOrDefault("accountId", "") is { Length: > 0 } account && !LineReader.IsNone(account))
        {
            if (_seen.TryGetValue(key, out var without))
                return without;
            var withAccount = KeyOf(file, values, account);
            if (!_seen.TryAdd(withAccount, number))
                return _seen[withAccount];
            _seen.TryAdd(KeyOf(file, values, LineReader.None), number);
            return null;
        }

        if (file == ImportedFile.Grants && _seen.TryGetValue(KeyOf(file, values, LineReader.None), out var with))
            return with;
        return _seen.TryAdd(key, number) ? null : _seen[key];
    }

    /// <summary>The entitlement of a grant, or the app of an account.</summary>
    private string AboutOf(RawLine line) =>
        line.Values?.GetValueOrDefault(file == ImportedFile.Grants ? "entitlementId" : "appId", "") is { Length: > 0 } about && LineReader.IsIdentifier(about) ? about : ImportedFileState.Unknown;

    private bool IsAdmin(LineReader reader) => LineMapping.User(reader, null) is var user && !reader.IsRefused && isActiveAdmin(user);

    private UserId? PersonOf(RawLine line) => IsInactive(line) ? UserId.From(line.Values!["id"]) : null; // The id is present where IsInactive is true.

    /// <summary>True for a refused line that says that a user has left: the user may still be active.</summary>
    private bool IsInactive(RawLine line) =>
        line.Values is { } values && values.ContainsKey("id") && new LineReader(new(line.Number, values), forms) is var reader
        && reader.Said("active") is not null && reader.YesOrNo("active") != true;

    private static UInt128 KeyOf(ImportedFile file, IReadOnlyDictionary<string, string> values, params IEnumerable<string> more)
    {
        var key = JsonSerializer.Serialize(ImportedColumns.KeyOf(file).Select(column => values.GetValueOrDefault(column, "")).Concat(more), RowJson.Options);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
