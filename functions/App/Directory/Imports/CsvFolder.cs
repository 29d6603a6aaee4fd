using System.Reflection;

namespace AccessReview.App.Directory.Imports;

/// <summary>CSV files to import: of a folder, or of the sample organization inside this program.</summary>
internal static class CsvFolder
{
    private const string Embedded = "AccessReview.App.Directory.SampleOrganization.";

    /// <param name="folder">Holds users.csv, apps.csv, entitlements.csv, grants.csv or some of these; null: the sample organization.</param>
    public static IReadOnlyList<(ImportedFile File, IEnumerable<RawLine> Lines)> Read(string? folder)
    {
        var files = new List<(ImportedFile, IEnumerable<RawLine>)>();
        foreach (var file in Enum.GetValues<ImportedFile>())
        {
            if (Find(folder, $"{file.ToString().ToLowerInvariant()}.csv") is { } csv)
                files.Add((file, CsvLines.Read(file, csv)));
        }

        return files;
    }

    private static byte[]? Find(string? folder, string name)
    {
        if (folder is not null)
            return File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null;

        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Embedded + name);
        if (resource is null)
            return null;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
