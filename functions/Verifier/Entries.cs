using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Verifier;

/// <summary>Reads the files of a pack. No file is read into memory whole, except the small ones.</summary>
internal static class Entries
{
    private const int LargestSmallFile = 16 * 1024 * 1024;

    /// <summary>A small file; null: there is none.</summary>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public static byte[]? Read(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
            return null;
        if (entry.Length > LargestSmallFile)
            throw new InvalidDataException($"{name} is larger than {LargestSmallFile} bytes.");
        using var content = entry.Open();
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray();
    }

    public static string HashOf(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>The lines of a file, with their line breaks, as bytes.</summary>
    public static IEnumerable<byte[]> LinesOf(ZipArchiveEntry entry)
    {
        using var content = new BufferedStream(entry.Open());
        using var line = new MemoryStream();
        while (content.ReadByte() is var next and >= 0)
        {
            line.WriteByte((byte)next);
            if (next != '\n')
                continue;
            yield return line.ToArray();
            line.SetLength(0);
        }

        if (line.Length > 0)
            yield return line.ToArray();
    }

    public static IEnumerable<string> TextLinesOf(ZipArchive zip, string name) =>
        zip.GetEntry(name) is { } entry ? LinesOf(entry).Select(line => Encoding.UTF8.GetString(line).TrimEnd('\n')) : [];
}
