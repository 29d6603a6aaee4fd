using System.Globalization;
using System.Resources;

namespace AccessReview.App.Text;

/// <summary>
/// What people read is written in English where it is used, and said in the language of whoever reads it: that of the
/// current culture. A sentence without a translation is said in English.
/// </summary>
public static class Language
{
    /// <summary>For whom nothing else is known; unambiguous dates, 24 hours.</summary>
    public static readonly CultureInfo Default = CultureInfo.GetCultureInfo("en-GB");

    private static readonly ResourceManager Sentences = new("AccessReview.App.Text.Sentences", typeof(Language).Assembly);

    /// <param name="sentence">English and whole: other languages order words differently, so nothing is put together from parts.</param>
    public static string Say(FormattableString sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var said = Sentences.GetString(sentence.Format, CultureInfo.CurrentUICulture) ?? sentence.Format;
        return string.Format(CultureInfo.CurrentCulture, said, sentence.GetArguments());
    }

    /// <summary>The first of these BCP 47 tags whose language we speak, with its own way of writing numbers and times.</summary>
    public static CultureInfo Choose(IEnumerable<string?> tags) => tags.Select(Find).FirstOrDefault(culture => culture is not null) ?? Default;

    /// <summary>Says everything in one language until it is disposed of; in mails, and where a result is written after its function has ended.</summary>
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
