using System.Globalization;
using System.Text;

namespace AccessReview.App.Tests.Wording;

/// <summary>Finds the sentences in sources, as translation keys: <c>Say($"Due {day:d}")</c> is "Due {0:d}".</summary>
internal static class SaidSentences
{
    private const string Opening = "Say($\"";

    public static IReadOnlySet<string> In(string folder) => System.IO.Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(path => Of(File.ReadAllText(path)))
        .ToHashSet();

    public static IEnumerable<string> Of(string source)
    {
        for (var at = source.IndexOf(Opening, StringComparison.Ordinal); at >= 0; at = source.IndexOf(Opening, at + 1, StringComparison.Ordinal))
            yield return Read(source, at + Opening.Length);
    }

    private static string Read(string source, int at)
    {
        var (key, holes) = (new StringBuilder(), 0);
        for (; source[at] != '"'; at++)
        {
            switch (source[at])
            {
                case '\\':
                    key.Append(Unescaped(source[++at]));
                    break;
                case '{' when source[at + 1] != '{':
                    key.Append(CultureInfo.InvariantCulture, $"{{{holes++}");
                    at = SkipHole(source, at + 1, out var format);
                    key.Append(format).Append('}');
                    break;
                case '{' or '}':
                    key.Append(source[at]).Append(source[++at]);
                    break;
                default:
                    key.Append(source[at]);
                    break;
            }
        }

        return key.ToString();
    }

    /// <returns>The position of the placeholder's closing brace.</returns>
    private static int SkipHole(string source, int at, out string format)
    {
        var (depth, start) = (0, -1);
        for (; depth > 0 || source[at] != '}'; at++)
        {
            if (source[at] == '"')
                at = source.IndexOf('"', at + 1);
            else if (source[at] is '(' or '[' or '{')
                depth++;
            else if (source[at] is ')' or ']' or '}')
                depth--;
            else if (source[at] == ':' && depth == 0 && start < 0)
                start = at;
        }

        format = start < 0 ? "" : source[start..at];
        return at;
    }

    private static char Unescaped(char escaped) => escaped switch
    {
        'n' => '\n',
        _ => escaped,
    };
}
