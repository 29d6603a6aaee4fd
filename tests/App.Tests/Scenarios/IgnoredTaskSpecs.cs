using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>A task without a response climbs its whole ladder: each rung at its time, and no other mail.</summary>
public sealed class IgnoredTaskSpecs
{
    [Fact]
    public async Task An_ignored_certification_climbs_its_ladder_for_fourteen_days_and_is_closed_by_its_policy()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        var number = opened.GetProperty("number").GetInt32();
        await app.RestAsync();
        var firstLink = (await app.MailsOf("olga").LastAsync()).SignedLink;

        // Steps of an hour would show the same; days are enough to separate the rungs.
        for (var day = 1; day <= 15; day++)
            await app.AdvanceAsync(TimeSpan.FromDays(1));

        static DateTimeOffset Day(int days) => TheApp.Monday.AddDays(days);
        Assert.Equal([Day(0), Day(7)], await HoursAsync(app, "olga"));
        Assert.Equal([Day(0), Day(7)], await HoursAsync(app, "otto"));
        Assert.Equal([Day(7)], await HoursAsync(app, "max"));
        Assert.Equal([Day(10), Day(11), Day(13), Day(14)], await HoursAsync(app, "adam"));

        var closed = await app.As("adam").GetAsync($"/api/v1/tasks/{number}");
        Assert.Equal("noResponse", closed.GetProperty("outcome").GetString());
        Assert.Equal(Day(14), closed.GetProperty("closedAt").GetDateTimeOffset());
        Assert.Equal(HttpStatusCode.Gone, (await new LinkPage(app, firstLink).ReadAsync()).Status);
    }

    [Fact]
    public async Task Old_links_are_invalid_after_each_replacement_of_assignees()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        await app.RestAsync();
        var first = (await app.MailsOf("olga").LastAsync()).SignedLink;

        await app.AdvanceAsync(TimeSpan.FromDays(7));
        var second = (await app.MailsOf("olga").LastAsync()).SignedLink;
        Assert.Equal(HttpStatusCode.Gone, (await new LinkPage(app, first).ReadAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await new LinkPage(app, second).ReadAsync()).Status);

        await app.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.Gone, (await new LinkPage(app, second).ReadAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await new LinkPage(app, (await app.MailsOf("adam").LastAsync()).SignedLink).ReadAsync()).Status);
    }

    [Fact]
    public async Task A_clock_jump_of_seven_days_runs_each_due_rung_once()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        await app.AdvanceAsync(TimeSpan.FromDays(8));

        // Assigned, reminded after a day, notified again when Max was added after three days, last reminder on the sixth.
        Assert.Equal(4, await app.MailsOf("mia").CountAsync());
        Assert.Equal(2, await app.MailsOf("max").CountAsync());
        Assert.Single(await app.MailsOf("ada").AllAsync());
    }

    private static async Task<List<DateTimeOffset>> HoursAsync(TheApp app, string person) =>
        [.. (await app.MailsOf(person).AllAsync()).Select(mail => mail.At)];
}
