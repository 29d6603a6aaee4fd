using System.Text.RegularExpressions;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Email;

/// <summary>The .eml files. They are copies of the rows: files that are missing or incomplete after a crash or a full disk are written again.</summary>
internal sealed partial class OutboxFolder(string path)
{
    /// <summary>Writes a temporary file and moves it, so that a crash leaves no partial mail.</summary>
    public void Write(OutboxMail mail, byte[] eml)
    {
        PrivateFiles.CreateFolder(path);
        var beside = Path.Combine(path, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = PrivateFiles.Open(beside, FileMode.CreateNew, FileShare.None))
                file.Write(eml);
            File.Move(beside, Path.Combine(path, mail.FileName), overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Returns false if the file is missing, empty or incomplete.</summary>
    public bool Holds(OutboxMail mail, long length) => new FileInfo(Path.Combine(path, mail.FileName)) is { Exists: true } file && file.Length == length;

    /// <summary>Deletes the files of mails that are no longer in the outbox.</summary>
    /// <param name="names">Returns the file names to keep. It is called after the files are listed, so that a new mail's file is kept.</param>
    public void KeepOnly(Func<IEnumerable<string>> names)
    {
        if (!Directory.Exists(path))
            return;
        var files = Directory.EnumerateFiles(path, "*.eml").Select(file => Path.GetFileName(file)).Where(name => OurName().IsMatch(name)).ToHashSet(StringComparer.Ordinal);
        files.ExceptWith(names());
        foreach (var name in files)
            File.Delete(Path.Combine(path, name));
    }

    /// <summary>Deletes temporary files that a crash left. Call it only while nothing else writes.</summary>
    public void DeleteHalves()
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path, ".*.tmp"))
            File.Delete(file);
    }

    [GeneratedRegex(@"^\d{8}T\d{6}-\d{6,}\.eml$")]
    private static partial Regex OurName();
}
