using System.Text.RegularExpressions;
using AccessReview.Domain.Text;

namespace AccessReview.App.Email;

/// <summary>Makes names and other words fit a header: one line, no control characters, not too long.</summary>
public static partial class MailSubject
{
    private const int MaxCharacters = 200;

    /// <summary>What is too long is cut before its <c>#number</c>: the number says which task it is, whatever the names are.</summary>
    public static string Clean(string text)
    {
        var line = PlainText.CleanLine(text) ?? "";
        if (line.Length <= MaxCharacters)
            return line;

        var number = Number().Match(line).Value;
        // Not through the middle of a surrogate pair.
        var end = MaxCharacters - number.Length - 1;
        return $"{line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)]}…{number}";
    }

    [GeneratedRegex(" #[0-9]{1,10}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
