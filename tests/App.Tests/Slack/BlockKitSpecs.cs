using System.Text.Json;
using Xunit;

namespace AccessReview.App.Tests.Slack;

/// <summary>The checks of the test double must find invalid messages.</summary>
public sealed class BlockKitSpecs
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "too long a header", Blocks(new { type = "header", text = Plain(151) }) },
        { "markup in a header", Blocks(new { type = "header", text = new { type = "mrkdwn", text = "a" } }) },
        { "too long a section", Blocks(new { type = "section", text = Plain(3001) }) },
        { "an empty section", Blocks(new { type = "section" }) },
        { "an empty text", Blocks(new { type = "section", text = Plain(0) }) },
        { "a mention", Blocks(new { type = "section", text = new { type = "mrkdwn", text = "<!channel>" } }) },
        { "eleven fields", Blocks(new { type = "section", fields = Enumerable.Repeat(Plain(1), 11) }) },
        { "51 blocks", Blocks([.. Enumerable.Repeat(new { type = "divider" }, 51)]) },
        { "no block", Blocks() },
        { "an unknown block", Blocks(new { type = "table" }) },
        { "too long a label", Blocks(Actions(Button("a", "1", 76))) },
        { "too long a value", Blocks(Actions(Button("a", new string('a', 2001)))) },
        { "a button without its action", Blocks(Actions(new { type = "button", text = Plain(1) })) },
        { "one action twice", Blocks(Actions(Button("a", "1"), Button("a", "2"))) },
        { "an input in a message", Blocks(Input) },
    };

    private static object Input => new { type = "input", label = Plain(1), element = new { type = "plain_text_input", action_id = "a" } };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void The_test_validator_notices_a_message_that_Slack_would_refuse(string what, string blocks) => Assert.True(BlockKit.OfMessage(JsonDocument.Parse(blocks).RootElement).Count > 0, what);

    [Fact]
    public void The_test_validator_notices_a_modal_that_Slack_would_refuse()
    {
        object[] views =
        [
            new { type = "modal", title = Plain(25), blocks = new[] { new { type = "divider" } } },
            new { type = "modal", title = Plain(1), blocks = new[] { Input } },
            new { type = "home", title = Plain(1), blocks = new[] { new { type = "divider" } } },
        ];

        Assert.All(views, view => Assert.NotEmpty(BlockKit.OfView(JsonSerializer.SerializeToElement(view))));
    }

    private static string Blocks(params object[] blocks) => JsonSerializer.Serialize(blocks);

    private static object Plain(int characters) => new { type = "plain_text", text = new string('a', characters) };

    private static object Actions(params object[] elements) => new { type = "actions", elements };

    private static object Button(string action, string value, int characters = 1) => new { type = "button", action_id = action, value, text = Plain(characters) };
}
