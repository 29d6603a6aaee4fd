using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Tasks.Visits;

/// <summary>An absence with open tasks: the delegate sees and decides them, only while the absence lasts.</summary>
public sealed class AbsenceSpecs
{
    [Fact]
    public async Task Open_tasks_of_an_absent_person_are_on_the_delegates_lists_and_in_one_mail()
    {
        await using var app = await WithTasksAsync();

        await AwayAsync(app, "mia", "otto", TheApp.Monday.AddHours(8));

        var tasks = await app.As("otto").MyTasksAsync();
        Assert.Equal(2, tasks.Count);
        Assert.All(tasks, task => Assert.Equal("mia", task.GetProperty("insteadOf").GetString()));
        Assert.Equal(2, (await app.As("otto").GetAsync("/api/v1/my/counts")).GetProperty("approval").GetInt32());
        Assert.Equal(2, (await app.As("mia").MyTasksAsync()).Count);
        var mail = Assert.Single(await app.MailsOf("otto").AllAsync());
        Assert.Equal("You have 2 tasks on behalf of Mia Manager", mail.Subject);
        Assert.Contains("for Mia Manager", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Ada Lovelace", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Bob Builder", mail.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await new LinkPage(app, mail.SignedLink).ReadAsync()).Status);
    }

    [Fact]
    public async Task Pages_say_for_whom_the_delegate_decides()
    {
        await using var app = await WithTasksAsync();
        await AwayAsync(app, "mia", "otto", TheApp.Monday.AddDays(1));
        var otto = await Visitor.SignInAsync(app, "otto");

        Assert.Contains("for Mia Manager", (await otto.GetAsync("/")).Text, StringComparison.Ordinal);
        var list = await otto.GetAsync("/my/approvals");
        Assert.All(list.Document.QuerySelectorAll("tbody tr"), row => Assert.Contains("for Mia Manager", row.TextContent, StringComparison.Ordinal));
        Assert.Equal(2, list.Badge("Approvals"));
    }

    [Fact]
    public async Task Assignee_requester_and_readers_of_a_task_see_the_delegate_and_the_end_of_the_absence()
    {
        await using var app = await WithTasksAsync();
        var number = (await app.As("mia").MyTasksAsync()).Single(task => task.GetProperty("subjectUser").GetString() == "ada").GetProperty("number").GetInt32();
        await AwayAsync(app, "mia", "otto", TheApp.Monday.AddDays(3));
        var mia = await Visitor.SignInAsync(app, "mia");
        var ada = await Visitor.SignInAsync(app, "ada");
        var request = (await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Contains("Otto Owner decides on your behalf until 5 November 2026.", (await mia.GetAsync("/directory/people/me/out-of-office")).Text, StringComparison.Ordinal);
        Assert.Contains("Otto Owner decides on your behalf until 5 November 2026.", (await mia.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("Otto Owner decides on behalf of Mia Manager until 5 November 2026", (await ada.GetAsync($"/requests/{request}")).Text, StringComparison.Ordinal);
        Assert.Contains("Otto Owner decides on behalf of Mia Manager until 5 November 2026", (await mia.GetAsync($"/tasks/{number}")).Text, StringComparison.Ordinal);
        var assignee = (await app.As("ada").GetAsync($"/api/v1/tasks/{number}")).GetProperty("assignees")[0];
        Assert.Equal("otto", assignee.GetProperty("delegate").GetProperty("id").GetString());
        Assert.Equal(TheApp.Monday.AddDays(3), assignee.GetProperty("awayUntil").GetDateTimeOffset());
    }

    [Fact]
    public async Task When_an_absence_ends_its_tasks_leave_the_delegates_lists_and_the_delegate_may_not_decide_them()
    {
        await using var app = await WithTasksAsync();
        await AwayAsync(app, "mia", "otto", TheApp.Monday.AddHours(5));
        var number = (await app.As("otto").MyTasksAsync())[0].GetProperty("number").GetInt32();
        var link = new LinkPage(app, (await app.MailsOf("otto").LastAsync()).SignedLink);

        await app.AdvanceAsync(TimeSpan.FromHours(5));

        Assert.Empty(await app.As("otto").MyTasksAsync());
        Assert.Equal(2, (await app.As("mia").MyTasksAsync()).Count);
        await app.As("otto").PostAsync($"/api/v1/tasks/{number}/decisions", new { decision = "approve", step = 0 }, HttpStatusCode.Forbidden);
        Assert.Contains("it moved to Mia Manager", (await link.ReadAsync()).Html, StringComparison.Ordinal);
        Assert.Empty(await MarksAsync(app));
    }

    [Fact]
    public async Task When_a_person_ends_their_absence_early_the_delegates_lists_are_updated_at_once()
    {
        await using var app = await WithTasksAsync();
        await AwayAsync(app, "mia", "otto", null);
        Assert.Equal(2, (await app.As("otto").MyTasksAsync()).Count);

        await AwayAsync(app, "mia", null, null);

        Assert.Empty(await app.As("otto").MyTasksAsync());
        Assert.Equal(2, (await app.As("mia").MyTasksAsync()).Count);
    }

    [Fact]
    public async Task Assignee_and_delegate_may_both_decide_and_a_decided_task_leaves_both_lists()
    {
        await using var app = await WithTasksAsync();
        await AwayAsync(app, "mia", "otto", null);
        var numbers = (await app.As("otto").MyTasksAsync()).Select(task => task.GetProperty("number").GetInt32()).ToList();

        var decided = await app.As("otto").DecideAsync(numbers[0], "approve");
        await app.As("mia").DecideAsync(numbers[1], "approve");

        Assert.Equal("mia", decided.GetProperty("decisions")[0].GetProperty("onBehalfOf").GetProperty("id").GetString());
        Assert.Empty(await app.As("otto").MyTasksAsync("&kind=approval"));
        Assert.Empty(await app.As("mia").MyTasksAsync());
    }

    [Fact]
    public async Task A_delegate_neither_sees_nor_decides_tasks_about_their_own_access()
    {
        await using var app = await WithTasksAsync();
        var own = (await app.As("mia").MyTasksAsync()).Single(task => task.GetProperty("subjectUser").GetString() == "ada").GetProperty("number").GetInt32();

        await AwayAsync(app, "mia", "ada", null);

        Assert.Equal("bob", Assert.Single(await app.As("ada").MyTasksAsync()).GetProperty("subjectUser").GetString());
        await app.As("ada").DecideAsync(own, "approve", expected: HttpStatusCode.Forbidden);
        Assert.DoesNotContain("Ada Lovelace", (await app.MailsOf("ada").LastAsync()).Text.Split("Bob Builder")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_opened_during_an_absence_returns_to_the_assignees_list_at_its_end()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await AwayAsync(app, "mia", "otto", TheApp.Monday.AddHours(5));
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        Assert.Equal("mia", Assert.Single(await app.As("otto").MyTasksAsync()).GetProperty("insteadOf").GetString());

        await app.AdvanceAsync(TimeSpan.FromHours(5));

        Assert.Empty(await app.As("otto").MyTasksAsync());
        Assert.Single(await app.As("mia").MyTasksAsync());
        Assert.Equal(1, await app.MailsOf("mia").CountAsync());
    }

    [Fact]
    public async Task The_digest_of_a_delegate_lists_what_they_may_decide_and_for_whom()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Notifications:MailInDigest=assigned", "Notifications:DigestHour=12");
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        await AwayAsync(app, "mia", "otto", null);
        Assert.Equal(0, await app.MailsOf("otto").CountAsync());

        await app.AdvanceAsync(TimeSpan.FromHours(3));

        var digest = Assert.Single(await app.MailsOf("otto").AllAsync());
        Assert.Equal("You have 1 open task", digest.Subject);
        Assert.Contains("for Mia Manager", digest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absence_set_by_an_import_shares_tasks_with_the_delegate_as_well()
    {
        await using var app = await WithTasksAsync();

        await app.ImportAsync(new { users = new[] { new { id = "mia", email = "mia@example.test", displayName = "Mia Manager", managerId = "max", delegateId = "otto" } } });

        Assert.Equal(2, (await app.As("otto").MyTasksAsync()).Count);
        Assert.Equal(1, await app.MailsOf("otto").CountAsync());
    }

    [Fact]
    public async Task Reminders_reach_the_delegate_too()
    {
        await using var app = await WithTasksAsync();
        await AwayAsync(app, "mia", "otto", null);
        var number = (await app.As("otto").MyTasksAsync())[0].GetProperty("number").GetInt32();

        await app.As("adam").PostAsync($"/api/v1/tasks/{number}/reminders", new { }, HttpStatusCode.OK);

        Assert.Single(await app.MailsOf("otto").AllAsync(), mail => mail.Subject.StartsWith("Reminder:", StringComparison.Ordinal));
        Assert.Single(await app.MailsOf("mia").AllAsync(), mail => mail.Subject.StartsWith("Reminder:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delegate_gets_no_mail_when_there_are_no_open_tasks()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        await AwayAsync(app, "mia", "otto", null);

        Assert.Equal(0, await app.MailsOf("otto").CountAsync());
    }

    internal static async Task AwayAsync(TheApp app, string person, string? colleague, DateTimeOffset? until)
    {
        using var answer = await app.As(person).Http.PatchAsJsonAsync("/api/v1/users/me/out-of-office", new { delegateId = colleague, until });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await app.RestAsync();
    }

    internal static async Task<IReadOnlyList<JsonElement>> MarksAsync(TheApp app)
    {
        List<JsonElement> marks = [];
        await foreach (var row in app.Tables.GetTableClient("Changes").QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey eq 'mark'"))
            marks.Add(JsonSerializer.SerializeToElement(row));
        return marks;
    }

    /// <summary>Mia has the approvals of Ada's and Bob's requests.</summary>
    private static async Task<TheApp> WithTasksAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { entitlements = new[] { new { id = "vault/writer", appId = "vault", name = "Writer", type = "role", risk = "low", ownerIds = "olga" } } });
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("bob").RequestAsync("vault/writer");
        await app.RestAsync();
        return app;
    }
}
