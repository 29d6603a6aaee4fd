using System.Globalization;
using System.Resources;

namespace AccessReview.App.Text;

/// <summary>
/// Texts are written in English in the code and translated to the reader's language, which is the current culture.
/// A sentence without a translation is shown in English.
/// </summary>
public static class Language
{
    /// <summary>The default culture: English with unambiguous dates and 24 hours.</summary>
    public static readonly CultureInfo Default = CultureInfo.GetCultureInfo("en-GB");

    private static readonly ResourceManager Sentences = new("AccessReview.App.Text.Sentences", typeof(Language).Assembly);

    /// <param name="sentence">A whole English sentence. Other languages order words differently, so sentences are never assembled from parts.</param>
    public static string Say(FormattableString sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var said = Sentences.GetString(sentence.Format, CultureInfo.CurrentUICulture) ?? sentence.Format;
        return string.Format(CultureInfo.CurrentCulture, said, sentence.GetArguments());
    }

    /// <summary>Returns the culture of the first of these BCP 47 tags that has a supported language, with its number and time formats.</summary>
    public static CultureInfo Choose(IEnumerable<string?> tags) => tags.Select(Find).FirstOrDefault(culture => culture is not null) ?? Default;

    /// <summary>Sets the current culture until it is disposed of. For mails, and for results that are written after their function has ended.</summary>
    public static IDisposable Use(CultureInfo culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        return new Restored(before);
    }

    private static CultureInfo? Find(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
            return null;
        try
        {
            var culture = CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
            return culture switch
            {
                { TwoLetterISOLanguageName: "en" } => culture.IsNeutralCulture ? Default : culture,
                { TwoLetterISOLanguageName: "de" } => CultureInfo.CreateSpecificCulture(culture.Name),
                _ => null,
            };
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private sealed class Restored((CultureInfo Culture, CultureInfo Ui) before) : IDisposable
    {
        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
    }
}
