using System.Text.RegularExpressions;
using AccessReview.Domain.Text;

namespace AccessReview.App.Email;

/// <summary>Makes a text fit for a header: one line, no control characters, limited length.</summary>
public static partial class MailSubject
{
    private const int MaxCharacters = 200;

    /// <summary>Text that is too long is cut before its <c>#number</c>, because the number identifies the task.</summary>
    public static string Clean(string text)
    {
        var line = PlainText.CleanLine(text) ?? "";
        if (line.Length <= MaxCharacters)
            return line;

        var number = Number().Match(line).Value;
        // Do not cut through a surrogate pair.
        var end = MaxCharacters - number.Length - 1;
        return $"{line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)]}…{number}";
    }

    [GeneratedRegex(" #[0-9]{1,10}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
