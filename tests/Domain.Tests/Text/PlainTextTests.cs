using AccessReview.Domain.Text;
using Xunit;

namespace AccessReview.Domain.Tests.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("e\u0007\u0301", "\u00E9")]
    [InlineData("  two\twords\r\nand a line ", "two\twords\nand a line")]
    [InlineData("a\u0000\u001B[31m\u007F\u0085b", "a[31mb")]
    [InlineData("\uFEFFa\u202Ab\u202Bc\u202Cd\u202De\u202Ef", "abcdef")]
    [InlineData("a\u2066b\u2067c\u2068d\u2069e\u200Ef\u200Fg\u061Ch", "abcdefgh")]
    [InlineData("\u05E9\u05DC\u05D5\u05DD", "\u05E9\u05DC\u05D5\u05DD")]
    [InlineData("\U0001F469\u200D\U0001F4BB", "\U0001F469\u200D\U0001F4BB")]
    [InlineData(null, null)]
    [InlineData(" \r\n\t", null)]
    [InlineData("\u200E \u202E", null)]
    public void Text_is_kept_composed_and_without_what_hides_words(string? text, string? kept) => Assert.Equal(kept, PlainText.Clean(text));

    // A literal with a lone surrogate does not survive as an attribute's argument.
    [Fact]
    public void A_lone_surrogate_is_replaced() => Assert.Equal("a\uFFFDb", PlainText.Clean("a" + '\uD800' + "b"));

    [Fact]
    public void Text_is_too_long_past_two_thousand_characters()
    {
        Assert.False(PlainText.IsTooLong(null));
        Assert.False(PlainText.IsTooLong(new string('a', 2000)));
        Assert.True(PlainText.IsTooLong(new string('a', 2001)));
    }
}
