using System.Net;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>A person leaves while a task about their access is open.</summary>
public sealed class LeaverSpecs
{
    private const string Gone = "The person has left the organization.";

    public static TheoryData<string> Ways => Decider.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Access_for_a_requester_who_has_left_cannot_be_approved_by_any_channel(string way)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("bob").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the release", @for = "ada" }, HttpStatusCode.Created);
        var number = await app.OnlyTaskAsync("mia", "approval");
        var link = (await app.MailsOf("mia").LastAsync()).SignedLink;
        await app.LeavesAsync("ada");

        Assert.Contains(Gone, await app.TryAsync(way, "mia", number, "approve", link), StringComparison.Ordinal);

        // A page or a link only shows it: the visit after a change of the directory closes the task.
        await app.VisitAsync(number);
        var task = await app.TaskAsync(number);
        Assert.Equal(("obsolete", "subjectInactive"), (task.GetProperty("outcome").GetString(), task.GetProperty("obsolete").GetString()));
        Assert.Empty(task.GetProperty("decisions").EnumerateArray());
        Assert.Equal("obsolete", await app.StateOfRequestAsync(request));
        Assert.Empty(await app.GrantsOfAsync("ada"));
        Assert.Empty(await app.As("mia").MyTasksAsync());
        var mail = await app.MailsOf("bob").LastAsync();
        Assert.Contains("Request no longer applies", mail.Subject, StringComparison.Ordinal);
        Assert.Contains(Gone, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_person_who_has_left_the_API_offers_only_decisions_that_it_accepts()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        await app.LeavesAsync("ada");

        var task = await app.As("mia").GetAsync($"/api/v1/tasks/{number}");
        var refused = await app.As("mia").DecideAsync(number, "approve", expected: HttpStatusCode.Conflict);

        Assert.Equal("subjectInactive", task.GetProperty("obsolete").GetString());
        Assert.Empty(task.GetProperty("possibleDecisions").EnumerateArray());
        Assert.Equal(["read", "comment"], task.GetProperty("actions").EnumerateArray().Select(action => action.GetString()));
        Assert.Equal("subject_inactive", refused.GetProperty("code").GetString());
        Assert.Equal("closed", refused.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Provisioning_for_a_person_who_has_left_records_no_grant_and_is_not_retried()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("mia").DecideAsync(await app.OnlyTaskAsync("mia", "approval"), "approve");
        var failed = await app.OnlyTaskAsync("olga", "provisioning");
        await app.As("olga").DecideAsync(failed, "error", "No licence left");
        await app.RestAsync();
        await app.LeavesAsync("ada");

        var task = await app.As("otto").GetAsync($"/api/v1/tasks/{failed}");
        Assert.DoesNotContain("retry", task.GetProperty("actions").EnumerateArray().Select(action => action.GetString()));
        var refused = await app.As("otto").PostAsync($"/api/v1/tasks/{failed}/retries", new { }, HttpStatusCode.Conflict);
        Assert.Equal("subject_inactive", refused.GetProperty("code").GetString());

        await app.ChangeUserAsync("ada", person => person with { IsActive = true });
        await app.As("otto").PostAsync($"/api/v1/tasks/{failed}/retries", new { }, HttpStatusCode.OK);
        var again = await app.OnlyTaskAsync("olga", "provisioning");
        await app.LeavesAsync("ada");
        await app.As("olga").DecideAsync(again, "complete", expected: HttpStatusCode.Conflict);

        Assert.Equal("subjectInactive", (await app.TaskAsync(again)).GetProperty("obsolete").GetString());
        Assert.Equal("obsolete", await app.StateOfRequestAsync(request));
        Assert.Empty(await app.GrantsOfAsync("ada"));
    }

    [Fact]
    public async Task An_approval_opens_no_provisioning_for_a_person_who_left_in_between()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var number = await app.OnlyTaskAsync("mia", "approval");
        var approval = TaskId.From((await app.TaskAsync(number)).GetProperty("id").GetString()!);
        await app.As("mia").DecideAsync(number, "approve");
        await app.RestAsync();
        var provisioning = TaskId.Derive(approval.Value, nameof(TaskKind.Provisioning));
        await app.LeavesAsync("ada");

        // As if the orchestration advanced the task only now.
        await app.ForgetTaskAsync(provisioning);
        await app.Get<TaskSettler>().SettleAgainAsync(app.Durable, approval, default);
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));

        var task = await app.As("adam").GetAsync($"/api/v1/tasks/{provisioning}");
        Assert.Equal(("obsolete", 0), (task.GetProperty("outcome").GetString(), task.GetProperty("assignees").GetArrayLength()));
        Assert.Equal("obsolete", await app.StateOfRequestAsync(request));
    }

    [Fact]
    public async Task The_access_of_a_person_who_has_left_can_be_removed_but_not_kept()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var link = (await app.MailsOf("olga").LastAsync()).SignedLink;
        var form = await LinkForm.OpenAsync(app, link);
        await app.LeavesAsync("bob");

        var refused = await app.As("olga").DecideAsync(number, "certify", expected: HttpStatusCode.Conflict);
        Assert.Equal("subject_inactive", refused.GetProperty("code").GetString());
        Assert.Contains("The access can only be removed.", refused.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("remove", Assert.Single((await app.TaskAsync(number)).GetProperty("possibleDecisions").EnumerateArray()).GetString());
        Assert.Contains("The access can only be removed.", (await new LinkPage(app, link).ReadAsync()).Html, StringComparison.Ordinal);
        var (status, html) = await form.SendAsync("certify");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("The access can only be removed.", html, StringComparison.Ordinal);

        await form.SendAsync("remove");
        await app.As("otto").DecideAsync(await app.OnlyTaskAsync("otto", "revocation"), "confirm");
        await app.As("otto").DecideAsync(await app.OnlyTaskAsync("otto", "deprovisioning"), "complete");
        Assert.Equal("ended", (await app.GrantsOfAsync("bob")).Single(grant => grant.GetProperty("entitlementId").GetString() == SmallOrganization.Reader).GetProperty("state").GetString());
    }

    [Fact]
    public async Task No_reminder_is_sent_for_a_task_that_closes_at_its_rung()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.RequestAsync(SmallOrganization.Reader);
        var mails = await app.MailsOf("mia").CountAsync();
        await app.LeavesAsync("ada");

        await app.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(mails, await app.MailsOf("mia").CountAsync());
        Assert.Equal("obsolete", (await app.TaskAsync(number)).GetProperty("outcome").GetString());
    }
}
