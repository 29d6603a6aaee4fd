using System.Globalization;
using System.Runtime.CompilerServices;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Text;

namespace AccessReview.App.Imports;

/// <summary>A sentence of an import's report. It is stored apart from its values, so that it can be translated for each reader.</summary>
/// <param name="Sentence">In English, with placeholders.</param>
internal sealed record Remark(string Sentence, IReadOnlyList<string> Values)
{
    private const int LongestValue = 60;

    public static Remark Say(FormattableString sentence) =>
        new(sentence.Format, [.. sentence.GetArguments().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]);

    public string InEnglish() => string.Format(CultureInfo.InvariantCulture, Sentence, [.. Values]);

    public string ForReader() => Language.Say(FormattableStringFactory.Create(Sentence, [.. Values]));

    /// <summary>A value of a file for display: one line, short, without characters that change how it looks.</summary>
    public static string Shown(string value)
    {
        var text = PlainText.CleanLine(value) ?? "";
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }
}
