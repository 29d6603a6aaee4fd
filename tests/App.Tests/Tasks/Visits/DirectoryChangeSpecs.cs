using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Tasks.Visits;

/// <summary>Open tasks follow a directory change at once.</summary>
public sealed class DirectoryChangeSpecs
{
    [Fact]
    public async Task A_task_of_a_manager_who_leaves_goes_to_the_fallback_and_returns_to_a_manager_who_comes_back()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);

        await ImportUserAsync(app, "mia", "Mia Manager", active: false, manager: "max");

        foreach (var owner in new[] { "olga", "otto" })
        {
            Assert.Equal(number, Number(Assert.Single(await app.As(owner).MyTasksAsync())));
            Assert.Equal(1, await app.MailsOf(owner).CountAsync());
        }

        await ImportUserAsync(app, "mia", "Mia Manager", active: true, manager: "max");

        Assert.Equal(number, Number(Assert.Single(await app.As("mia").MyTasksAsync())));
        Assert.Empty(await app.As("olga").MyTasksAsync());
    }

    [Fact]
    public async Task A_task_moves_to_a_new_manager_and_the_earlier_link_says_so()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var link = new LinkPage(app, (await app.MailsOf("mia").LastAsync()).SignedLink);
        var due = (await app.As("mia").GetAsync($"/api/v1/tasks/{number}")).GetProperty("dueAt").GetString();

        await ImportUserAsync(app, "ada", "Ada Lovelace", active: true, manager: "otto");

        Assert.Empty(await app.As("mia").MyTasksAsync());
        Assert.Equal(number, Number(Assert.Single(await app.As("otto").MyTasksAsync())));
        Assert.Equal(1, await app.MailsOf("otto").CountAsync());
        Assert.Equal(due, (await app.As("otto").GetAsync($"/api/v1/tasks/{number}")).GetProperty("dueAt").GetString());
        Assert.Contains("it moved to Otto Owner", (await link.ReadAsync()).Html, StringComparison.Ordinal);
        await app.As("mia").DecideAsync(number, "approve", expected: HttpStatusCode.Forbidden);
        await app.As("otto").DecideAsync(number, "approve");
    }

    [Fact]
    public async Task Tasks_follow_the_owners_of_an_app_and_of_an_entitlement()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var certification = await app.OpenAsync("bob", SmallOrganization.Reader);
        var approval = await app.RequestAsync(SmallOrganization.Root);
        await app.As("mia").DecideAsync(approval, "approve");
        Assert.Equal(2, (await app.As("otto").MyTasksAsync()).Count);

        await app.ImportAsync(new { apps = new[] { new { id = "vault", name = "Vault", description = "", ownerIds = "max;olga" } } });
        Assert.Equal(approval, Number(Assert.Single(await app.As("otto").MyTasksAsync())));
        Assert.Equal(certification, Number(Assert.Single(await app.As("max").MyTasksAsync())));
        Assert.Equal(certification, Number(Assert.Single(await app.As("olga").MyTasksAsync())));

        await app.ImportAsync(new { entitlements = new[] { new { id = SmallOrganization.Root, appId = "vault", name = "Root", type = "role", risk = "high", ownerIds = "max" } } });
        Assert.Empty(await app.As("otto").MyTasksAsync());
        Assert.Equal(2, (await app.As("max").MyTasksAsync()).Count);
    }

    [Fact]
    public async Task A_task_that_nobody_can_decide_is_shown_to_administrators_with_one_mail_and_assigned_once_somebody_is_eligible()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(Orphan);
        await app.As("adam").RequestAsync("solo/all");
        await app.RestAsync();
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);

        var listed = Assert.Single((await app.As("adam").GetAsync("/api/v1/operation/unassigned-tasks")).GetProperty("items").EnumerateArray());
        var number = Number(listed);
        Assert.NotNull((await adam.GetAsync("/operation")).Document.QuerySelector($"section[aria-labelledby=unassigned] a[href='/tasks/{number}']"));
        var mail = Assert.Single(await app.MailsOf("adam").AllAsync());
        Assert.StartsWith("Nobody can decide:", mail.Subject, StringComparison.Ordinal);
        Assert.Equal("nobody_to_remind", (await app.As("adam").PostAsync($"/api/v1/tasks/{number}/reminders", new { }, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        var refused = await adam.GetAsync($"/tasks/{number}");
        Assert.DoesNotContain(refused.Forms, form => form.Action.EndsWith("/remind", StringComparison.Ordinal));

        await ImportUserAsync(app, "bob", "Bob Builder", active: true, manager: "max");
        Assert.Equal(1, await app.MailsOf("adam").CountAsync());
        await ImportUserAsync(app, "max", "Max Major", active: true, manager: "", roles: "admin");

        Assert.Equal(number, Number(Assert.Single(await app.As("max").MyTasksAsync())));
        Assert.Empty((await app.As("adam").GetAsync("/api/v1/operation/unassigned-tasks")).GetProperty("items").EnumerateArray());
        Assert.Contains("None. Every open task has an assignee", (await adam.GetAsync("/operation")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_whose_last_assignee_leaves_is_shown_at_once_and_later_assigned_to_the_new_manager()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(Orphan);
        await ImportUserAsync(app, "adam", "Adam Admin", active: true, manager: "mia", roles: "admin");
        await app.As("adam").RequestAsync("solo/all");
        Assert.Single(await app.As("mia").MyTasksAsync());

        await ImportUserAsync(app, "mia", "Mia Manager", active: false, manager: "max");
        Assert.Single((await app.As("adam").GetAsync("/api/v1/operation/unassigned-tasks")).GetProperty("items").EnumerateArray());
        Assert.Contains(await app.MailsOf("adam").AllAsync(), mail => mail.Subject.StartsWith("Nobody can decide:", StringComparison.Ordinal));

        await ImportUserAsync(app, "adam", "Adam Admin", active: true, manager: "olga", roles: "admin");
        Assert.Single(await app.As("olga").MyTasksAsync());
        Assert.Empty((await app.As("adam").GetAsync("/api/v1/operation/unassigned-tasks")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Only_readers_of_Operation_see_tasks_that_nobody_can_decide()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        using var refused = await app.As("mia").Http.GetAsync("/api/v1/operation/unassigned-tasks");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Empty((await app.As("aud").GetAsync("/api/v1/operation/unassigned-tasks")).GetProperty("items").EnumerateArray());
    }

    /// <summary>An entitlement without an owner.</summary>
    internal static object Orphan { get; } = new
    {
        apps = new object[] { new { id = "solo", name = "Solo", description = "Nobody's", ownerIds = "" } },
        entitlements = new object[] { new { id = "solo/all", appId = "solo", name = "All", type = "role", risk = "low", ownerIds = "" } },
    };

    internal static Task ImportUserAsync(TheApp app, string id, string name, bool active, string manager, string roles = "") =>
        app.ImportAsync(new { users = new[] { new { id, email = $"{id}@example.test", displayName = name, managerId = manager, active = active ? "true" : "false", roles } } });

    private static int Number(JsonElement task) => task.GetProperty("number").GetInt32();
}
