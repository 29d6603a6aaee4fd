using System.Globalization;
using AccessReview.App.Text;
using Xunit;

namespace AccessReview.App.Tests.Wording;

public sealed class LocalTimeSpecs
{
    private static readonly DateTimeOffset Afternoon = new(2026, 3, 5, 13, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en-GB", "Thursday 5 March 2026, 14:05", "Thu 5 Mar 2026, 14:05", "5 March 2026")]
    [InlineData("en-US", "Thursday, March 5, 2026, 2:05 PM", "Thu, Mar 5, 2026, 2:05 PM", "March 5, 2026")]
    [InlineData("de-DE", "Donnerstag, 5. März 2026, 14:05", "Do, 5. März 2026, 14:05", "5. März 2026")]
    [InlineData("de-AT", "Donnerstag, 5. März 2026, 14:05", "Do, 5. März 2026, 14:05", "5. März 2026")]
    public void A_date_follows_the_order_and_clock_of_the_region(string culture, string whole, string brief, string day)
    {
        using var speaking = Language.Use(CultureInfo.GetCultureInfo(culture));
        var time = new LocalTime("Europe/Berlin");

        Assert.Equal((whole, brief, day), (Spaced(time.Say(Afternoon)), Spaced(time.SayShort(Afternoon)), Spaced(time.SayDay(Afternoon))));
        Assert.Equal($"{time.Say(Afternoon)} (Europe/Berlin)", time.SayWithZone(Afternoon));
    }

    [Fact]
    public void Every_region_of_the_supported_languages_gets_a_complete_date()
    {
        var time = new LocalTime("Europe/Berlin");
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(culture => culture.TwoLetterISOLanguageName is "en" or "de"))
        {
            using var speaking = Language.Use(culture);
            foreach (var said in new[] { time.Say(Afternoon), time.SayShort(Afternoon), time.SayDay(Afternoon) })
            {
                Assert.Contains("2026", said, StringComparison.Ordinal);
                Assert.Contains("5", said, StringComparison.Ordinal);
                Assert.Matches("Mar|März", said);
                Assert.Matches(@"^[\p{L}\p{N}].*[\p{L}\p{N}.]$", said);
            }
        }
    }

    // AM and PM follow a non-breaking space, which is narrow in some versions of the data.
    private static string Spaced(string said) => said.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
