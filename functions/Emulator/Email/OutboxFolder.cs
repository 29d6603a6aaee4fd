using System.Text.RegularExpressions;
using AccessReview.Emulator.Storage;

namespace AccessReview.Emulator.Email;

/// <summary>The .eml files. They are copies of the rows: what a crash or a full disk left out or cut short is written again.</summary>
internal sealed partial class OutboxFolder(string path)
{
    /// <summary>Written beside and moved, so that a crash leaves no half of a mail.</summary>
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

    /// <summary>False: it is missing, empty or half.</summary>
    public bool Holds(OutboxMail mail, long length) => new FileInfo(Path.Combine(path, mail.FileName)) is { Exists: true } file && file.Length == length;

    /// <summary>Deletes the mails that are not in the outbox any more.</summary>
    /// <param name="names">The file names of those that are; asked for after the files are listed, so that a mail that arrives now stays.</param>
    public void KeepOnly(Func<IEnumerable<string>> names)
    {
        if (!Directory.Exists(path))
            return;
        var files = Directory.EnumerateFiles(path, "*.eml").Select(file => Path.GetFileName(file)).Where(name => OurName().IsMatch(name)).ToHashSet(StringComparer.Ordinal);
        files.ExceptWith(names());
        foreach (var name in files)
            File.Delete(Path.Combine(path, name));
    }

    /// <summary>What a crash left half written. Only while nothing else writes.</summary>
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
