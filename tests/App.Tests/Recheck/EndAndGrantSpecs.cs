using System.Net;
using AccessReview.App.Directory;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>An end date passes, or access is granted or removed elsewhere, while a task is open.</summary>
public sealed class EndAndGrantSpecs
{
    [Theory]
    [InlineData("approval")]
    [InlineData("provisioning")]
    public async Task A_request_whose_end_date_has_passed_is_neither_approved_nor_provisioned(string kind)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").PostAsync(
            "/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the release", until = app.In(TimeSpan.FromHours(5)) }, HttpStatusCode.Created);
        var (who, decision) = ("mia", "approve");
        if (kind == "provisioning")
        {
            await app.As("mia").DecideAsync(await app.OnlyTaskAsync("mia", "approval"), "approve");
            (who, decision) = ("olga", "complete");
        }

        var number = await app.OnlyTaskAsync(who, kind);
        var form = await LinkForm.OpenAsync(app, (await app.MailsOf(who).LastAsync()).SignedLink);
        await app.AdvanceAsync(TimeSpan.FromHours(5));

        var task = await app.TaskAsync(number);
        Assert.Equal(("obsolete", "endPassed"), (task.GetProperty("outcome").GetString(), task.GetProperty("obsolete").GetString()));
        await app.As(who).DecideAsync(number, decision, expected: HttpStatusCode.Conflict, step: 0);
        var (status, html) = await form.SendAsync(decision);
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("The end date of the access has passed.", html, StringComparison.Ordinal);
        Assert.Equal("obsolete", await app.StateOfRequestAsync(request));
        await app.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Empty(await app.GrantsOfAsync("ada"));
        Assert.Empty(await app.As("olga").MyTasksAsync());
        Assert.Contains("The end date of the access has passed.", (await app.MailsOf("ada").LastAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_removed_by_one_task_cannot_be_certified_by_another()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var certification = await app.OpenAsync("bob", SmallOrganization.Reader);
        var link = (await app.MailsOf("olga").LastAsync()).SignedLink;
        var form = await LinkForm.OpenAsync(app, link);
        await app.OpenAsync("bob", SmallOrganization.Reader, "revocation");
        await app.As("otto").DecideAsync(await app.OnlyTaskAsync("otto", "revocation"), "confirm");
        await app.As("otto").DecideAsync(await app.OnlyTaskAsync("otto", "deprovisioning"), "complete");
        await app.RestAsync();

        var (status, html) = await form.SendAsync("certify");

        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("The person no longer has this access.", html, StringComparison.Ordinal);
        await app.As("olga").DecideAsync(certification, "certify", expected: HttpStatusCode.Conflict, step: 0);
        var task = await app.TaskAsync(certification);
        Assert.Equal(("obsolete", "notHeld"), (task.GetProperty("outcome").GetString(), task.GetProperty("obsolete").GetString()));
        var grant = await app.Get<DirectoryStore>().FindGrantAsync(new("bob"), new(SmallOrganization.Reader), default);
        Assert.Null(grant?.LastCertifiedAt);
    }

    [Fact]
    public async Task A_removal_task_is_completed_by_the_app_when_its_access_no_longer_exists()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.OpenAsync("bob", SmallOrganization.Reader, "revocation");
        await app.As("olga").DecideAsync(await app.OnlyTaskAsync("olga", "revocation"), "confirm");
        var number = await app.OnlyTaskAsync("otto", "deprovisioning");
        await app.EndGrantAsync("bob", SmallOrganization.Reader);

        await app.VisitAsync(number);

        var task = await app.TaskAsync(number);
        Assert.Equal(("completed", "notHeld"), (task.GetProperty("outcome").GetString(), task.GetProperty("obsolete").GetString()));
        Assert.Empty(task.GetProperty("decisions").EnumerateArray());
        Assert.Contains("The access is removed from the app.", (await app.MailsOf("adam").LastAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Access_imported_before_its_provisioning_is_completed_keeps_the_approved_end_date()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").PostAsync(
            "/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the release", until = app.In(TimeSpan.FromDays(5)) }, HttpStatusCode.Created);
        await app.As("mia").DecideAsync(await app.OnlyTaskAsync("mia", "approval"), "approve");
        var number = await app.OnlyTaskAsync("olga", "provisioning");
        await app.ChangeGrantAsync("ada", SmallOrganization.Reader, _ => new Grant { UserId = new("ada"), EntitlementId = new(SmallOrganization.Reader), AppId = new("vault"), Since = app.Now });

        var refused = await app.As("olga").DecideAsync(number, "complete", expected: HttpStatusCode.Conflict);

        Assert.Equal("already_held", refused.GetProperty("code").GetString());
        Assert.Equal("granted", await app.StateOfRequestAsync(request));
        var grant = (await app.Get<DirectoryStore>().FindGrantAsync(new("ada"), new(SmallOrganization.Reader), default)).Found();
        Assert.Equal((TheApp.Monday.AddDays(5), GrantOrigin.Import), (grant.Until, grant.Origin));
    }

    [Fact]
    public async Task Access_to_an_entitlement_that_left_the_directory_cannot_be_approved()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var number = await app.OnlyTaskAsync("mia", "approval");
        await app.RemoveEntitlementAsync(SmallOrganization.Reader);

        var refused = await app.As("mia").DecideAsync(number, "approve", expected: HttpStatusCode.Conflict);

        Assert.Equal("entitlement_gone", refused.GetProperty("code").GetString());
        Assert.Equal("obsolete", await app.StateOfRequestAsync(request));
    }

    [Fact]
    public async Task A_certification_of_expired_access_can_only_remove_it()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.ChangeGrantAsync("bob", SmallOrganization.Reader, grant => grant.Found() with { Until = app.Now });

        var refused = await app.As("olga").DecideAsync(number, "certify", expected: HttpStatusCode.Conflict);

        Assert.Equal("end_passed", refused.GetProperty("code").GetString());
        Assert.Equal("removed", (await app.As("olga").DecideAsync(number, "remove")).GetProperty("outcome").GetString());
    }
}
