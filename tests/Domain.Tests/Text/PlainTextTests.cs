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
    [InlineData("a\rb\u2028c\u2029d", "a\nb\nc\nd")]
    [InlineData("a\u00A0b\u2003c\u3000d", "a b c d")]
    [InlineData("soft\u00ADhyphen\u2060\u200B", "softhyphen")]
    [InlineData("x\uDB40\uDC41\uDB40\uDC42", "x")]
    public void Text_is_normalized_and_characters_that_hide_text_are_removed(string? text, string? kept) => Assert.Equal(kept, PlainText.Clean(text));

    [Theory]
    [InlineData("\u200B\u200B\u200B")]
    [InlineData("\u00A0\u2007\u3000")]
    [InlineData("\u00AD")]
    [InlineData("\u200D\u200C")]
    [InlineData("\u2060\uFEFF\u180E")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u115F\u1160\uFFA0\u034F")]
    [InlineData("\uFE0F")]
    [InlineData("\uDB40\uDC41")]
    [InlineData("\u0301")]
    public void Text_of_invisible_characters_counts_as_empty(string text)
    {
        Assert.Null(PlainText.Clean(text));
        Assert.Null(PlainText.CleanLine(text));
    }

    [Theory]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")]
    [InlineData("\u0DC1\u0DCA\u200D\u0DBB\u0DD3")]
    [InlineData("\u0995\u09CD\u200D")]
    [InlineData("\U0001F469\U0001F3FD\u200D\U0001F4BB")]
    [InlineData("\u2764\uFE0F\u200D\U0001F525")]
    [InlineData("1\uFE0F\u20E3")]
    [InlineData("\u845B\U000E0100")]
    public void Joiners_and_selectors_are_kept_where_a_script_or_an_emoji_needs_them(string text) => Assert.Equal(text, PlainText.Clean(text));

    [Theory]
    [InlineData("pass\u200Dword", "password")]
    [InlineData("\u200Ca\uFE0F", "a")]
    [InlineData("\u0645\u200C\u200C\u200C\u062E", "\u0645\u200C\u062E")]
    public void Joiners_and_selectors_are_removed_where_nothing_needs_them(string text, string kept) => Assert.Equal(kept, PlainText.Clean(text));

    [Theory]
    [InlineData("  Ann \u00A0 Marie\r\nMiller\u200B ", "Ann Marie Miller")]
    [InlineData("Zwsp\u200B Seven", "Zwsp Seven")]
    [InlineData("evil\u202Egpj", "evilgpj")]
    [InlineData("\u5C71\u7530\u3000\u592A\u90CE", "\u5C71\u7530 \u592A\u90CE")]
    public void A_name_is_reduced_to_one_line_with_single_spaces(string text, string kept) => Assert.Equal(kept, PlainText.CleanLine(text));

    [Theory]
    [InlineData("e\u0007\u0301 \u00A0x\r\n\u0645\u200C\u062E \u2764\uFE0F")]
    [InlineData("a\u200Db\u2028\u3164c")]
    public void Cleaning_text_twice_changes_nothing(string text) => Assert.Equal(PlainText.Clean(text), PlainText.Clean(PlainText.Clean(text)));

    // A literal with a lone surrogate does not survive as an attribute's argument.
    [Fact]
    public void A_lone_surrogate_is_replaced() => Assert.Equal("a\uFFFDb", PlainText.Clean("a" + '\uD800' + "b"));

    [Fact]
    public void Text_over_two_thousand_characters_is_too_long()
    {
        Assert.False(PlainText.IsTooLong(null));
        Assert.False(PlainText.IsTooLong(new string('a', 2000)));
        Assert.True(PlainText.IsTooLong(new string('a', 2001)));
    }
}
