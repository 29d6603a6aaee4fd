using AccessReview.App.Slack;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackTextSpecs
{
    [Theory]
    [InlineData("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d")]
    [InlineData("<!channel>", "&lt;!channel&gt;")]
    [InlineData("&lt;", "&amp;lt;")]
    public void Text_from_people_never_becomes_Slack_markup(string text, string escaped)
    {
        Assert.Equal(escaped, SlackText.Escape(text));
        Assert.Equal(text, SlackText.Read(escaped));
    }

    [Theory]
    [InlineData("see <https://example.org>", "see https://example.org")]
    [InlineData("see <https://example.org|our page>", "see our page")]
    [InlineData("ask <@U123> in <#C1|general>, <!here>", "ask @U123 in general, !here")]
    [InlineData("a <", "a <")]
    public void Slack_markup_in_a_reply_is_read_as_the_typed_text(string markup, string text) => Assert.Equal(text, SlackText.Read(markup));

    [Fact]
    public void A_text_that_is_too_long_for_Slack_is_cut_between_characters()
    {
        Assert.Equal("abc", SlackText.Cut("abc", 3));
        Assert.Equal("ab…", SlackText.Cut("abcd", 3));
        Assert.Equal("a…", SlackText.Cut("a😀😀", 3));
    }
}
