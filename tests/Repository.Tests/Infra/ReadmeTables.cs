using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>The tables of infra/README.md, which must be correct because they are the reference.</summary>
internal static partial class ReadmeTables
{
    /// <summary>
    /// The rows of the table whose first column is headed <paramref name="head"/> under a heading: the names in that
    /// column, and all columns.
    /// </summary>
    public static IReadOnlyList<(string[] Names, string[] Columns)> Rows(string heading, string head, int number = 0)
    {
        var section = File.ReadAllText(Checkout.PathOf("infra", "README.md")).Split("\n## ").Single(part => part.StartsWith(heading, StringComparison.Ordinal));
        var table = section.Split("\n| " + head + " |")[number + 1].Split("\n\n")[0];
        return [.. table.Split('\n').Skip(2).Where(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|').Select(column => column.Trim()).ToArray()).Select(columns => (NamesIn(columns[0]), columns))];
    }

    public static string[] NamesIn(string column) => [.. Name().Matches(column).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
