namespace AccessReview.Emulator.Email;

/// <summary>The .eml files. They are copies of the rows: what a crash left out is written at the next start.</summary>
internal sealed class OutboxFolder(string path)
{
    public void Write(OutboxMail mail, byte[] eml)
    {
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, mail.FileName), eml);
    }

    public bool Has(OutboxMail mail) => File.Exists(Path.Combine(path, mail.FileName));

    public void Clear()
    {
        if (!Directory.Exists(path))
            return;
        foreach (var file in Directory.EnumerateFiles(path, "*.eml"))
            File.Delete(file);
    }
}
