using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Promises;

/// <summary>A request whose approval cannot be opened.</summary>
public sealed class RetriedRequestSpecs
{
    [Fact]
    public async Task The_page_and_the_API_say_that_the_opening_of_a_request_is_retried()
    {
        var (app, outage, id) = await StartAsync();
        await using var _ = app;
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        var request = await app.As("ada").GetAsync($"/api/v1/requests/{id}");
        Assert.InRange(request.GetProperty("retried").GetProperty("tries").GetInt32(), 1, 10);
        outage.Heal();
        var ada = await Visitor.SignInAsync(app, "ada");
        Assert.Contains("The approval task could not be opened yet. This is retried automatically", (await ada.GetAsync($"/requests/{id}")).Text, StringComparison.Ordinal);
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.DoesNotContain("could not be opened yet", (await ada.GetAsync($"/requests/{id}")).Text, StringComparison.Ordinal);
        Assert.Single(await app.As("mia").MyTasksAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(60 * 50)]
    public async Task A_request_whose_opening_is_retried_can_be_withdrawn_and_is_not_opened_later(int minutes)
    {
        var (app, outage, id) = await StartAsync();
        await using var _ = app;
        await app.AdvanceAsync(TimeSpan.FromMinutes(minutes));
        await app.As("ada").RequestAsync(SmallOrganization.Reader, expected: HttpStatusCode.Conflict);

        outage.Tables = address => address.Contains("/TaskIndex", StringComparison.Ordinal);
        var cancelled = await app.As("ada").PostAsync($"/api/v1/requests/{id}/cancellation", new { }, HttpStatusCode.OK);
        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Empty(await app.As("mia").MyTasksAsync());
        Assert.Equal(0, await app.MailsOf("mia").CountAsync());
        Assert.Equal("cancelled", (await app.As("ada").GetAsync($"/api/v1/requests/{id}")).GetProperty("state").GetString());
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        Assert.Single(await app.As("mia").MyTasksAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60 * 50)]
    public async Task An_approved_request_can_be_withdrawn_before_its_provisioning_is_opened(int minutes)
    {
        var (app, outage, id) = await StartAsync();
        await using var _ = app;
        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        var approval = Assert.Single(await app.As("mia").MyTasksAsync()).GetProperty("id").GetString();
        outage.Tables = address => address.Contains("/TaskIndex", StringComparison.Ordinal);
        await app.As("mia").PostAsync($"/api/v1/tasks/{approval}/decisions", new { decision = "approve", step = 0 }, HttpStatusCode.OK);
        await app.RestAsync();
        await app.AdvanceAsync(TimeSpan.FromMinutes(minutes));
        Assert.Equal("provisioning", (await app.As("ada").GetAsync($"/api/v1/requests/{id}")).GetProperty("state").GetString());

        var cancelled = await app.As("ada").PostAsync($"/api/v1/requests/{id}/cancellation", new { }, HttpStatusCode.OK);
        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        Assert.Equal("cancelled", (await app.As("ada").GetAsync($"/api/v1/requests/{id}")).GetProperty("state").GetString());
        Assert.Empty(await app.As("olga").MyTasksAsync());
        Assert.Empty((await app.As("ada").GetAsync("/api/v1/users/ada/grants")).GetProperty("items").EnumerateArray());
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
    }

    [Fact]
    public async Task An_administrator_can_retry_the_opening_of_a_request_and_an_auditor_cannot()
    {
        var (app, outage, id) = await StartAsync();
        await using var _ = app;
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        outage.Heal();
        var page = await adam.GetAsync("/operation");
        var tried = page.Document.QuerySelectorAll("section[aria-labelledby=waiting] input[name=key]").Select(field => field.GetAttribute("value")).ToList();
        Assert.Contains($"Request.{id}", tried);

        await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/waiting-work/Request.{id}/tries", new { }, HttpStatusCode.OK);
        Assert.Single(await app.As("mia").MyTasksAsync());
        await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/waiting-work/Request.{id}/cancellation", new { }, HttpStatusCode.NotFound);
        await app.As("aud").PostAsync($"/api/v1/operation/waiting-work/Request.{id}/tries", new { }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_operator_can_cancel_a_request_whose_opening_is_retried()
    {
        var (app, outage, id) = await StartAsync();
        await using var _ = app;
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        await app.As(SmallOrganization.Admin).PostAsync($"/api/v1/operation/waiting-work/Request.{id}/cancellation", new { }, HttpStatusCode.OK);
        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Empty(await app.As("mia").MyTasksAsync());
        Assert.Equal("cancelled", (await app.As("ada").GetAsync($"/api/v1/requests/{id}")).GetProperty("state").GetString());
    }

    private static async Task<(TheApp App, Outage Outage, string Id)> StartAsync()
    {
        var outage = new Outage();
        var app = await outage.StartAppAsync();
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        outage.Tables = address => address.Contains("/TaskIndex", StringComparison.Ordinal);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        return (app, outage, request.GetProperty("id").GetString()!); // Every request has one.
    }
}
