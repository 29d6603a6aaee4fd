using System.Reflection;
using AccessReview.App.Http;

namespace AccessReview.App.Imports;

/// <summary>CSV files to import: from a folder, or of the embedded sample organization.</summary>
internal static class CsvFolder
{
    private const string Embedded = "SampleOrganization/";

    /// <param name="folder">Contains some of users.csv, apps.csv, entitlements.csv, grants.csv, accounts.csv; null: the sample organization.</param>
    public static IReadOnlyList<(ImportedFile File, IEnumerable<RawLine> Lines)> Read(string? folder)
    {
        var files = new List<(ImportedFile, IEnumerable<RawLine>)>();
        foreach (var file in Enum.GetValues<ImportedFile>())
        {
            if (Find(folder, NameOf(file)) is { } open)
                files.Add((file, CsvLines.Read(file, open)));
        }

        return files;
    }

    /// <summary>The other CSV files of a folder.</summary>
    public static IReadOnlyList<string> Others(string folder) => System.IO.Directory.Exists(folder)
        ? [.. System.IO.Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Where(IsNone).Order(StringComparer.Ordinal)]
        : [];

    private static bool IsNone(string name) => !Enum.GetValues<ImportedFile>().Any(file => string.Equals(NameOf(file), name, StringComparison.OrdinalIgnoreCase));

    private static string NameOf(ImportedFile file) => $"{ImportText.NameOf(file)}.csv";

    /// <summary>Finds a file whatever the case of its name; null: there is none.</summary>
    private static Func<Stream>? Find(string? folder, string name)
    {
        if (folder is not null)
        {
            var path = System.IO.Directory.Exists(folder)
                ? System.IO.Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(path => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase))
                : null;
            return path is null ? null : () => File.OpenRead(path);
        }

        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceInfo(Embedded + name) is null ? null : () => assembly.GetManifestResourceStream(Embedded + name)!; // It exists.
    }
}
