using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>The main tasks, through HTTP, mail and pages only.</summary>
public sealed class MainJobSpecs
{
    [Fact]
    public async Task A_request_becomes_provisioned_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = app.As("ada");

        var request = await ada.RequestAsync(SmallOrganization.Reader);
        var first = await app.MailsOf("mia").LastAsync();
        Assert.Contains("Ada Lovelace", first.Subject, StringComparison.Ordinal);

        // Opening the link changes nothing, however often and by whichever method a scanner does it.
        var page = new LinkPage(app, first.SignedLink);
        await page.ReadAsync();
        await page.ReadAsync();
        await page.HeadAsync();
        Assert.Equal("pending", (await ada.GetAsync($"/api/v1/requests/{request.GetProperty("id").GetString()}")).GetProperty("state").GetString());

        await page.DecideAsync("approve");
        var toProvision = await app.MailsOf("olga").LastAsync();
        await new LinkPage(app, toProvision.SignedLink).DecideAsync("complete");
        await app.RestAsync();

        var grants = await ada.GetAsync("/api/v1/users/ada/grants");
        var grant = Assert.Single(grants.GetProperty("items").EnumerateArray());
        Assert.Equal(SmallOrganization.Reader, grant.GetProperty("entitlementId").GetString());
        Assert.Equal("granted", (await ada.GetAsync($"/api/v1/requests/{request.GetProperty("id").GetString()}")).GetProperty("state").GetString());
        Assert.Contains("Reader", (await app.MailsOf("ada").LastAsync()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_high_risk_request_is_approved_by_the_manager_and_then_by_the_owners()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Root);

        var first = Assert.Single(await app.As("mia").MyTasksAsync("&kind=approval"));
        await app.As("mia").DecideAsync(first.GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();

        Assert.Empty(await app.As("mia").MyTasksAsync());
        var second = Assert.Single(await app.As("otto").MyTasksAsync("&kind=approval"));
        await app.As("otto").DecideAsync(second.GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();
        Assert.Single(await app.As("olga").MyTasksAsync("&kind=provisioning"));
    }

    [Fact]
    public async Task A_denial_gives_the_requester_the_reason()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());

        await app.As("mia").DecideAsync(task.GetProperty("number").GetInt32(), "deny", "Not before the audit");
        await app.RestAsync();

        Assert.Contains("Not before the audit", (await app.MailsOf("ada").LastAsync()).Text, StringComparison.Ordinal);
        Assert.Empty((await app.As("ada").GetAsync("/api/v1/users/ada/grants")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Failed_provisioning_is_retried_without_a_new_approval()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync((await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32(), "approve");
        await app.RestAsync();

        var failed = (await app.As("olga").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await app.As("olga").DecideAsync(failed, "error", "No licence left");
        await app.RestAsync();
        Assert.Contains("No licence left", (await app.MailsOf("ada").LastAsync()).Text, StringComparison.Ordinal);
        Assert.Contains(await app.MailsOf("otto").AllAsync(), mail => mail.Text.Contains("No licence left", StringComparison.Ordinal));

        await app.As("otto").PostAsync($"/api/v1/tasks/{failed}/retries", new { }, HttpStatusCode.OK);
        await app.RestAsync();
        var again = (await app.As("olga").MyTasksAsync("&kind=provisioning"))[0].GetProperty("number").GetInt32();
        Assert.NotEqual(failed, again);
        await app.As("olga").DecideAsync(again, "complete");
        await app.RestAsync();
        Assert.Single((await app.As("ada").GetAsync("/api/v1/users/ada/grants")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("certify", "certified")]
    [InlineData("remove", "removed")]
    public async Task A_certification_closes_with_the_reviewers_decision(string decision, string outcome)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        await app.RestAsync();

        var decided = await app.As("olga").DecideAsync(opened.GetProperty("number").GetInt32(), decision, "Seen");
        await app.RestAsync();

        Assert.Equal(outcome, decided.GetProperty("outcome").GetString());
        var followUps = await app.As("otto").MyTasksAsync("&kind=revocation");
        Assert.Equal(decision == "remove" ? 1 : 0, followUps.Count);
    }

    [Fact]
    public async Task A_removal_is_confirmed_and_carried_out()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "revocation", user = "bob", entitlement = SmallOrganization.Reader, reason = "Left the team" }, HttpStatusCode.Created);
        await app.RestAsync();

        await app.As("olga").DecideAsync((await app.As("olga").MyTasksAsync("&kind=revocation"))[0].GetProperty("number").GetInt32(), "confirm");
        await app.RestAsync();
        var deprovisioning = (await app.As("otto").MyTasksAsync("&kind=deprovisioning"))[0].GetProperty("number").GetInt32();
        await app.As("otto").DecideAsync(deprovisioning, "error", "The API is down");
        await app.RestAsync();
        Assert.Equal("stillThere", await StateOfBobsReaderAsync(app));

        await app.As("olga").PostAsync($"/api/v1/tasks/{deprovisioning}/retries", new { }, HttpStatusCode.OK);
        await app.RestAsync();
        await app.As("otto").DecideAsync((await app.As("otto").MyTasksAsync("&kind=deprovisioning"))[0].GetProperty("number").GetInt32(), "complete");
        await app.RestAsync();
        Assert.Equal("ended", await StateOfBobsReaderAsync(app));
    }

    [Fact]
    public async Task A_declined_revocation_keeps_the_access_and_notifies_the_requester()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "revocation", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        await app.RestAsync();

        await app.As("olga").DecideAsync(opened.GetProperty("number").GetInt32(), "decline", "Still needed on call");
        await app.RestAsync();

        Assert.Equal("active", await StateOfBobsReaderAsync(app));
        Assert.Contains("Still needed on call", (await app.MailsOf("adam").LastAsync()).Text, StringComparison.Ordinal);
    }

    private static async Task<string?> StateOfBobsReaderAsync(TheApp app)
    {
        var grants = await app.As("adam").GetAsync("/api/v1/users/bob/grants");
        return grants.GetProperty("items").EnumerateArray()
            .Single(grant => grant.GetProperty("entitlementId").GetString() == SmallOrganization.Reader)
            .GetProperty("state").GetString();
    }
}
