using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Delegates during an absence, and tasks that nobody can decide, in English and German.</summary>
public sealed class AbsenceSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task The_delegate_of_an_absent_assignee_is_shown_to_everybody_who_reads_the_task()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader);
        using (var away = await App.As("mia").Http.PatchAsJsonAsync("/api/v1/users/me/out-of-office", new { delegateId = "otto", until = TheApp.Monday.AddDays(30) }))
            Assert.Equal(HttpStatusCode.OK, away.StatusCode);
        await App.RestAsync();
        var request = (await App.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].GetProperty("id").GetString();

        var otto = await OpenAsAsync("otto");
        await otto.GoAsync("/");
        await Expect(otto.Page.GetByText("for Mia Manager")).ToBeVisibleAsync();
        await Inspection.PassesAsync(otto, "my-work-of-a-delegate");
        await otto.GoAsync("/my/approvals");
        await Inspection.PassesAsync(otto, "approvals-of-a-delegate");
        await otto.GoAsync($"/tasks/{number}");
        await Inspection.PassesAsync(otto, "task-of-a-delegate");

        var mia = await OpenAsAsync("mia");
        await mia.GoAsync("/");
        await Inspection.PassesAsync(mia, "my-work-out-of-office");
        await mia.GoAsync("/directory/people/me/out-of-office");
        await Inspection.PassesAsync(mia, "out-of-office-now");

        var ada = await OpenAsAsync("ada");
        await ada.GoAsync($"/requests/{request}");
        await Inspection.PassesAsync(ada, "request-of-an-absence");
    }

    [Fact]
    public async Task A_task_that_nobody_can_decide_is_on_the_operation_page()
    {
        await App.ImportAsync(new
        {
            apps = new object[] { new { id = "solo", name = "Solo", description = "", ownerIds = "" } },
            entitlements = new object[] { new { id = "solo/all", appId = "solo", name = "Reader", type = "role", risk = "low", ownerIds = "" } },
        });
        await App.As("adam").RequestAsync("solo/all");
        await App.RestAsync();

        var adam = await OpenAsAsync("adam");
        await adam.GoAsync("/operation");
        await Expect(adam.Page.Locator("section[aria-labelledby=unassigned] tbody tr")).ToHaveCountAsync(1);
        await Expect(adam.Page.Locator("section[aria-labelledby=unassigned]")).ToContainTextAsync("Reader");
    }
}
