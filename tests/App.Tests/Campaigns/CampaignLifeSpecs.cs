using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>The life of a campaign from its draft to its end.</summary>
public sealed class CampaignLifeSpecs
{
    [Fact]
    public async Task A_campaign_is_frozen_opened_decided_and_closed_at_its_due_date()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.CreateAsync(app);

        await campaign.PostAsync("freeze");
        Assert.Equal(("frozen", 4), (await campaign.StateAsync(), (await campaign.ReadAsync()).GetProperty("population").GetProperty("items").GetInt32()));
        Assert.Empty(await app.As("olga").MyTasksAsync());

        await campaign.PostAsync("start");
        Assert.Equal("open", await campaign.StateAsync());
        Assert.Equal(["ada Reader open", "bob Reader open", "bob Root open", "olga Reader open"], await campaign.ItemsAsync());

        var tasks = await app.As("otto").MyTasksAsync();
        Assert.Equal(4, tasks.Count);
        Assert.All(tasks, task => Assert.Equal("2026-11-12T23:59:59+00:00", task.GetProperty("dueAt").GetString()));
        await app.As("otto").DecideAsync(NumberOf(tasks, "bob", "Reader"), "remove", "Left the team");
        await app.As("otto").DecideAsync(NumberOf(tasks, "olga", "Reader"), "certify", "Needs it");
        await app.RestAsync();
        Assert.Equal(["ada Reader open", "bob Reader done removed", "bob Root open", "olga Reader done certified"], await campaign.ItemsAsync());

        await app.AdvanceAsync(TimeSpan.FromDays(11));
        Assert.Equal("closed", await campaign.StateAsync());
        Assert.Equal(["ada Reader done keptBySilence", "bob Reader done removed", "bob Root done keptBySilence", "olga Reader done certified"], await campaign.ItemsAsync());
        Assert.DoesNotContain(await app.As("otto").MyTasksAsync(), task => task.GetProperty("kind").GetString() == "certification");
        await Invariants.CheckAsync(app);
    }

    private static int NumberOf(IReadOnlyList<System.Text.Json.JsonElement> tasks, string person, string entitlement) => tasks
        .Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement)
        .GetProperty("number").GetInt32();
}
