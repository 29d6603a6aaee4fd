using AccessReview.Domain.Text;

namespace AccessReview.App.Email;

/// <summary>Makes names and other words fit a header: one line, no control characters, not too long.</summary>
public static class MailSubject
{
    private const int MostCharacters = 200;

    public static string Clean(string text)
    {
        var line = string.Join(' ', (PlainText.Clean(text) ?? "").Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= MostCharacters)
            return line;

        // Not through the middle of a surrogate pair.
        var end = char.IsHighSurrogate(line[MostCharacters - 2]) ? MostCharacters - 2 : MostCharacters - 1;
        return $"{line[..end]}…";
    }
}
