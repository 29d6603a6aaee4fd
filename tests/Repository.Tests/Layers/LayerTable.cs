using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Layers;

/// <summary>The layers of functions/App and their folders, from top to bottom, as listed in functions/README.md.</summary>
internal static class LayerTable
{
    public static IReadOnlyList<(string Layer, string Folder)> Rows { get; } = Read(File.ReadLines(Checkout.PathOf("functions", "README.md")));

    /// <summary>Rows of a table of three columns: a layer in words, a folder in backticks.</summary>
    internal static IReadOnlyList<(string Layer, string Folder)> Read(IEnumerable<string> lines) =>
    [
        .. lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && cells[2].StartsWith('`') && !cells[1].StartsWith('`'))
            .Select(cells => (cells[1], cells[2].Trim('`'))),
    ];
}
