using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Certify with an exception, in a campaign.</summary>
public sealed class CampaignExceptionSpecs
{
    [Fact]
    public async Task An_exception_at_high_risk_takes_effect_when_a_second_person_approves_and_ends_in_a_new_review()
    {
        await using var app = await ACampaign.StartAppAsync();
        var campaign = await ACampaign.OpenAsync(app, ACampaign.Body(scope: new { people = new[] { "bob" }, entitlements = new[] { SmallOrganization.Root } }));
        var number = (await app.As("otto").MyTasksAsync()).Single().GetProperty("number").GetInt32();
        var wanted = new { decision = "certify", step = 0, reason = "The only tool for it", until = "2026-11-05", compensatingControl = "Every use is logged" };

        var decided = await app.As("otto").PostAsync($"/api/v1/tasks/{number}/decisions", wanted, HttpStatusCode.OK);
        await app.RestAsync();
        Assert.Equal(("open", "olga"), (decided.GetProperty("state").GetString(), decided.GetProperty("exception").GetProperty("approvers")[0].GetProperty("id").GetString()));
        Assert.Equal(["bob Root open"], await campaign.ItemsAsync());
        Assert.Contains(await app.MailsOf("olga").AllAsync(), mail => mail.Text.Contains("Approve the exception for Bob Builder", StringComparison.Ordinal));
        await app.As("otto").PostAsync($"/api/v1/tasks/{number}/exception", new { approves = true }, HttpStatusCode.Forbidden);

        // Olga finds it in her list, denies it with a reason, and Otto gets the reason.
        var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Contains("Open exception", (await olga.GetAsync("/my/certifications")).Text, StringComparison.Ordinal);
        var page = await olga.GetAsync($"/tasks/{number}");
        Assert.Contains("Every use is logged", page.Text, StringComparison.Ordinal);
        await olga.SendAsync(page.Form($"/tasks/{number}/exception"), "Deny exception", ("reason", "Say who reads the log"));
        await app.RestAsync();
        Assert.Contains(await app.MailsOf("otto").AllAsync(), mail => mail.Text.Contains("Say who reads the log", StringComparison.Ordinal));
        Assert.Single(await app.As("otto").MyTasksAsync());

        await app.As("otto").PostAsync($"/api/v1/tasks/{number}/decisions", wanted, HttpStatusCode.OK);
        await app.RestAsync();
        await app.As("olga").PostAsync($"/api/v1/tasks/{number}/exception", new { approves = true, reason = "Agreed" }, HttpStatusCode.OK);
        await app.RestAsync();
        Assert.Equal(["bob Root done certifiedWithException"], await campaign.ItemsAsync());
        var open = (await app.As("cora").GetAsync($"/api/v1/exceptions?campaign={campaign.Id}")).GetProperty("items")[0];
        Assert.Equal(
            ("bob", "otto", "olga", "Every use is logged"),
            (open.GetProperty("person").GetProperty("id").GetString(), open.GetProperty("decidedBy").GetProperty("id").GetString(),
                open.GetProperty("approvedBy").GetProperty("id").GetString(), open.GetProperty("compensatingControl").GetString()));
        Assert.Contains("approved by Olga Owner", (await (await Visitor.SignInAsync(app, "cora")).GetAsync($"/campaigns/{campaign.Id}")).Text, StringComparison.Ordinal);

        // The end of the exception opens one review, however often the timer runs.
        await app.AdvanceAsync(TimeSpan.FromDays(4));
        Assert.Empty((await app.As("cora").GetAsync("/api/v1/exceptions")).GetProperty("items").EnumerateArray());
        var again = (await app.As("otto").MyTasksAsync()).Where(task => task.GetProperty("kind").GetString() == "certification").ToList();
        Assert.Contains($"The exception of task #{number} has ended.", (await (await Visitor.SignInAsync(app, "otto")).GetAsync($"/tasks/{again.Single().GetProperty("number").GetInt32()}")).Text, StringComparison.Ordinal);
        await Invariants.CheckAsync(app);
    }
}
