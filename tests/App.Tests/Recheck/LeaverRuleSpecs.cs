using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>A person is marked as inactive by an import: what happens to their requests, their access and their tasks.</summary>
public sealed class LeaverRuleSpecs
{
    private const string Leavers = "/api/v1/operation/leavers";

    [Fact]
    public async Task When_a_person_leaves_their_request_ends_with_notice_their_access_is_listed_for_one_click_and_their_tasks_move()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.GrantAsync("mia", SmallOrganization.Root);
        var request = await app.As("bob").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the release", @for = "mia" }, HttpStatusCode.Created);
        var theirs = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var assigned = await app.OnlyTaskAsync("mia", "approval");

        await app.LeaveByImportAsync("mia");

        Assert.Equal("obsolete", await app.StateOfRequestAsync(request));
        Assert.Contains("The person has left the organization.", (await app.MailsOf("bob").LastAsync()).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mia", (await app.TaskAsync(assigned)).GetProperty("assignees").EnumerateArray().Select(assignee => assignee.GetProperty("person").GetProperty("id").GetString()));
        Assert.Equal("pending", await app.StateOfRequestAsync(theirs));

        var listed = Assert.Single((await app.As("adam").GetAsync(Leavers)).GetProperty("items").EnumerateArray());
        Assert.Equal(("mia", 1), (listed.GetProperty("id").GetString(), listed.GetProperty("held").GetInt32()));
        var adam = await Visitor.SignInAsync(app, "adam");
        var page = await adam.GetAsync("/operation");
        await adam.SendAsync(page.Form("/reviews/new"));
        Assert.Equal("mia", Assert.Single(await app.As("otto").MyTasksAsync("&kind=revocation")).GetProperty("subjectUser").GetString());

        await app.RemoveEverythingAsync();
        Assert.Empty((await app.As("adam").GetAsync(Leavers)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_setting_opens_the_removals_of_a_leaver_once_also_for_access_that_an_import_adds_later()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Directory:RevokeLeavers=true");
        await app.LeaveByImportAsync("bob");

        await app.AdvanceAsync(TimeSpan.FromMinutes(30));
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, (await app.As("otto").MyTasksAsync("&kind=revocation")).Count);

        await app.RemoveEverythingAsync();
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        await app.GrantAsync("bob", SmallOrganization.Root);
        await app.LeaveByImportAsync("ada");
        await app.GrantAsync("ada", SmallOrganization.Reader);
        await app.AdvanceAsync(TimeSpan.FromMinutes(30));

        // Access whose removal was confirmed before is listed as still there and can be retried. It needs no new decision.
        Assert.Equal("ada", Assert.Single(await app.As("otto").MyTasksAsync("&kind=revocation")).GetProperty("subjectUser").GetString());
        Assert.Equal(["ada", "bob"], (await app.As("adam").GetAsync(Leavers)).GetProperty("items").EnumerateArray().Select(leaver => leaver.GetProperty("id").GetString()));
    }
}

file static class Leaving
{
    public static Task GrantAsync(this TheApp app, string user, string entitlement) => app.ImportAsync(new { grants = new object[] { new { userId = user, entitlementId = entitlement } } });

    public static async Task LeaveByImportAsync(this TheApp app, string user)
    {
        var person = await app.As("adam").GetAsync($"/api/v1/users/{user}");
        await app.ImportAsync(new { users = new object[] { new { id = user, email = $"{user}@example.test", displayName = person.GetProperty("displayName").GetString(), active = false } } });
    }

    public static async Task RemoveEverythingAsync(this TheApp app)
    {
        foreach (var (kind, decision) in new[] { ("revocation", "confirm"), ("deprovisioning", "complete") })
        {
            foreach (var task in await app.As("otto").MyTasksAsync($"&kind={kind}"))
                await app.As("otto").DecideAsync(task.GetProperty("number").GetInt32(), decision, "They have left");
            await app.RestAsync();
        }
    }

    private static async Task ImportAsync(this TheApp app, object import)
    {
        await app.As("adam").PostAsync("/api/v1/directory/imports", import, HttpStatusCode.Accepted);
        await app.RestAsync();
    }
}
