using AccessReview.App.Slack;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackTextSpecs
{
    [Theory]
    [InlineData("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d")]
    [InlineData("<!channel>", "&lt;!channel&gt;")]
    [InlineData("&lt;", "&amp;lt;")]
    public void Nothing_that_somebody_wrote_is_markup(string text, string escaped)
    {
        Assert.Equal(escaped, SlackText.Escape(text));
        Assert.Equal(text, SlackText.Read(escaped));
    }

    [Theory]
    [InlineData("see <https://example.org>", "see https://example.org")]
    [InlineData("see <https://example.org|our page>", "see our page")]
    [InlineData("ask <@U123> in <#C1|general>, <!here>", "ask @U123 in general, !here")]
    [InlineData("a <", "a <")]
    public void What_Slack_marks_is_read_as_it_was_typed(string markup, string text) => Assert.Equal(text, SlackText.Read(markup));

    [Fact]
    public void What_is_too_long_is_cut_and_no_character_in_two()
    {
        Assert.Equal("abc", SlackText.Cut("abc", 3));
        Assert.Equal("ab…", SlackText.Cut("abcd", 3));
        Assert.Equal("a…", SlackText.Cut("a😀😀", 3));
    }
}
