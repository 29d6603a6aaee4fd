using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Slack;

public sealed class SlackEvidenceSpecs
{
    [Fact]
    public async Task A_message_about_a_task_shows_the_evidence_below_its_title()
    {
        await using var world = await InSlack.StartAsync("olga");
        await world.App.ImportAsync(new
        {
            grants = new object[]
            {
                new { userId = "bob", entitlementId = SmallOrganization.Reader, since = "2025-07-15", lastUsedAt = "2026-07-07" },
                new { userId = "ada", entitlementId = SmallOrganization.Reader },
            },
        });

        await world.CertifyAsync();

        var below = (await world.LastOfAsync("olga")).Blocks[1];
        Assert.Equal("context", below.GetProperty("type").GetString());
        Assert.Equal(
            "Held since Jul 2025 · last used 7 Jul 2026 (4 months ago) · 1 other has it, in the same team\nPlease note: Not used for 90 days · Never reviewed",
            below.GetProperty("elements")[0].GetProperty("text").GetString());
    }
}
