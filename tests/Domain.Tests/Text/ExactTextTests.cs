using AccessReview.Domain.Text;
using Xunit;

namespace AccessReview.Domain.Tests.Text;

public sealed class ExactTextTests
{
    [Theory]
    [InlineData(" ann@example.test\u00A0\r\n", "ann@example.test")]
    [InlineData("ju\u0308rgen", "j\u00FCrgen")]
    [InlineData("group name", "group name")]
    [InlineData(null, "")]
    [InlineData("\u3000", "")]
    public void An_identifier_is_normalized_and_trimmed(string? text, string normalized) => Assert.Equal(normalized, ExactText.Normalize(text));

    [Theory]
    [InlineData("q\u200Bq", "U+200B")]
    [InlineData("s7@field.example\u200B", "U+200B")]
    [InlineData("a\u00A0b", "U+00A0")]
    [InlineData("a\u00ADb", "U+00AD")]
    [InlineData("a\u202Eb", "U+202E")]
    [InlineData("a\u200Db", "U+200D")]
    [InlineData("\uFEFFa", "U+FEFF")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\u2028b", "U+2028")]
    [InlineData("a\u3000b", "U+3000")]
    [InlineData("a\u2800b", "U+2800")]
    [InlineData("a\u3164b", "U+3164")]
    [InlineData("a\uFE0Fb", "U+FE0F")]
    [InlineData("a\uE000b", "U+E000")]
    [InlineData("a\uFFFDb", "U+FFFD")]
    [InlineData("a\uDB40\uDC41b", "U+E0041")]
    [InlineData("\u0645\u200C", "U+200C")]
    public void An_invisible_character_is_named(string text, string character) => Assert.Equal(character, ExactText.UnseenIn(text));

    [Theory]
    [InlineData("group name-1/2")]
    [InlineData("j\u00FCrgen")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\U0001F4BB")]
    [InlineData("\U0001F469\u200D\U0001F680")]
    public void An_identifier_may_be_of_any_script(string text) => Assert.Null(ExactText.UnseenIn(text));

    [Fact]
    public void A_lone_surrogate_in_an_identifier_is_named() => Assert.Equal("U+FFFD", ExactText.UnseenIn(ExactText.Normalize("a" + '\uD800')));

    [Theory]
    [InlineData("Ann", "aNN")]
    [InlineData("J\u00DCRGEN", "j\u00FCrgen")]
    [InlineData("\u03A3\u03A3", "\u03C3\u03C2")]
    public void Two_identifiers_that_differ_only_in_case_have_the_same_folded_form(string one, string other) =>
        Assert.Equal(ExactText.WithoutCase(one), ExactText.WithoutCase(other));
}
