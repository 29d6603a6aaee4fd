using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Verifier;

/// <summary>Compares each file with its hash in the manifest. Of a changed file it names the first wrong line.</summary>
internal static class FileCheck
{
    public static IEnumerable<string> Run(ZipArchive zip, Manifest manifest) => manifest.Files.SelectMany(file => Check(zip, file));

    /// <summary>Files that the manifest does not know.</summary>
    public static IEnumerable<string> Strangers(ZipArchive zip, Manifest manifest, IEnumerable<string> known)
    {
        HashSet<string> names = [.. known, .. manifest.Files.SelectMany(file => new[] { file.Name, HashesOf(file) })];
        return zip.Entries.Where(entry => !names.Remove(entry.FullName)).Select(entry => $"{entry.FullName} does not belong to the evidence, or is there twice.");
    }

    private static string HashesOf(ManifestFile file) => $"hashes/{file.Name}";

    private static IEnumerable<string> Check(ZipArchive zip, ManifestFile file)
    {
        if (zip.GetEntry(file.Name) is not { } content)
            return [$"{file.Name} is missing."];
        if (zip.GetEntry(HashesOf(file)) is not { } hashes)
            return [$"{HashesOf(file)} is missing."];
        var areHashesGood = Entries.HashOf(hashes) == file.LineHashesSha256;
        List<string> faults = areHashesGood ? [] : [$"{HashesOf(file)} was changed."];
        if (Entries.HashOf(content) != file.Sha256)
            faults.Add(areHashesGood ? FirstWrongLine(file, content, hashes) : $"{file.Name} was changed. The wrong line cannot be named, because {HashesOf(file)} was changed too.");
        return faults;
    }

    private static string FirstWrongLine(ManifestFile file, ZipArchiveEntry content, ZipArchiveEntry hashes)
    {
        var number = 0;
        using var expected = Entries.LinesOf(hashes).GetEnumerator();
        foreach (var line in Entries.LinesOf(content))
        {
            number++;
            if (!expected.MoveNext())
                return $"{file.Name} was changed: line {number} was added.";
            if (Convert.ToHexStringLower(SHA256.HashData(line)) != Encoding.ASCII.GetString(expected.Current).TrimEnd('\n'))
                return $"{file.Name} was changed: line {number} is the first wrong one.";
        }

        return $"{file.Name} was changed: it ends after line {number}, and it had {file.Lines}.";
    }
}
