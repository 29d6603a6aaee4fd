using System.Diagnostics;
using System.Net.Http.Json;
using AccessReview.App.Tests.Drivers;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Checks every page: see <see cref="Inspection"/>. The pages of sign-in by mail are in <see cref="SignInSpecs"/>.</summary>
public sealed class EveryPageSpecs(Chromium chromium, Gallery gallery) : IClassFixture<Gallery>, IAsyncLifetime
{
    private Window _window = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync()
    {
        _window = await Window.OpenAsync(chromium, gallery.App);
        await _window.RememberAsync(Gallery.Reviewer);
    }

    public async ValueTask DisposeAsync()
    {
        await _window.DisposeAsync();
        Assert.Empty(_window.Watch.Complaints);
    }

    [Theory]
    [InlineData("my-work")]
    [InlineData("my-work-empty")]
    [InlineData("certifications")]
    [InlineData("certifications-decided")]
    [InlineData("certifications-refused")]
    [InlineData("certifications-keys")]
    [InlineData("certifications-selected")]
    [InlineData("certifications-note")]
    [InlineData("selected-decide")]
    [InlineData("selected-refused")]
    [InlineData("selected-reassign")]
    [InlineData("certifications-completed")]
    [InlineData("certifications-empty")]
    [InlineData("approvals")]
    [InlineData("approvals-of-an-app")]
    [InlineData("revocations")]
    [InlineData("provisioning")]
    [InlineData("deprovisioning")]
    [InlineData("task")]
    [InlineData("task-refused")]
    [InlineData("task-closed")]
    [InlineData("task-for-admin")]
    [InlineData("task-asked")]
    [InlineData("reassign")]
    [InlineData("reassign-search")]
    [InlineData("requests")]
    [InlineData("requests-empty")]
    [InlineData("request-waiting")]
    [InlineData("request-asked")]
    [InlineData("request-denied")]
    [InlineData("request-given")]
    [InlineData("request-error")]
    [InlineData("catalogue")]
    [InlineData("catalogue-search")]
    [InlineData("request-form")]
    [InlineData("request-form-refused")]
    [InlineData("request-form-held")]
    [InlineData("request-form-for-another")]
    [InlineData("operation")]
    [InlineData("operation-for-auditor")]
    [InlineData("notifications")]
    [InlineData("notifications-refused")]
    [InlineData("link")]
    [InlineData("link-refused")]
    [InlineData("link-done")]
    [InlineData("link-used")]
    [InlineData("link-nonsense")]
    [InlineData("directory")]
    [InlineData("directory-search")]
    [InlineData("directory-people")]
    [InlineData("directory-nothing")]
    [InlineData("person")]
    [InlineData("person-ended")]
    [InlineData("person-unseen")]
    [InlineData("person-own")]
    [InlineData("out-of-office")]
    [InlineData("out-of-office-refused")]
    [InlineData("entitlement")]
    [InlineData("review-form")]
    [InlineData("removal-form")]
    [InlineData("app")]
    [InlineData("import")]
    [InlineData("import-refused")]
    [InlineData("import-running")]
    [InlineData("import-done")]
    [InlineData("import-checked")]
    [InlineData("campaigns")]
    [InlineData("campaign-form")]
    [InlineData("template-form")]
    [InlineData("template")]
    [InlineData("campaign-form-refused")]
    [InlineData("campaign-draft")]
    [InlineData("campaign-preview")]
    [InlineData("campaign-open")]
    [InlineData("campaign-for-auditor")]
    [InlineData("campaign-guarded")]
    [InlineData("campaign-items")]
    [InlineData("campaign-late")]
    [InlineData("not-there")]
    [InlineData("api")]
    [InlineData("signed-out")]
    public async Task Every_page_is_accessible_wide_and_narrow_in_light_and_dark(string page)
    {
        await GoAsync(page);

        await Inspection.PassesAsync(_window, page);
    }

    [Fact]
    public async Task The_picture_in_the_README_shows_My_work()
    {
        await GoAsync("certifications");
        await Expect(new TaskList(_window).Line(gallery.Waiting)).ToBeVisibleAsync();

        // WRITE_PICTURE=1 writes it to the README's picture.
        var path = Environment.GetEnvironmentVariable("WRITE_PICTURE") == "1"
            ? Checkout.PathOf(".github", "my-work.png")
            : Checkout.PathOf("tests", "artifacts", "screenshots", "readme.png");
        var picture = await _window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path });

        Assert.NotEmpty(picture);
    }

    private Task GoAsync(string page) => page switch
    {
        "my-work" => _window.GoAsync("/"),
        "my-work-empty" => GoAsAsync(Gallery.Idle, "/"),
        "certifications" => _window.GoAsync("/my/certifications"),
        "certifications-decided" => _window.GoAsync($"/my/certifications?done=certify&task={gallery.Decided}"),
        "certifications-refused" => RefuseListAsync(),
        "certifications-keys" => ShowKeysAsync(),
        "certifications-selected" => _window.GoAsync("/my/certifications?select=all&limit=2"),
        "certifications-note" => _window.GoAsync("/my/certifications?hint=neverReviewed&group=person"),
        "selected-decide" => SelectAllAsync("certifications", "Certify the selected tasks"),
        "selected-refused" => RefuseSelectedAsync(),
        "selected-reassign" => SelectAllAsync("certifications", "Reassign the selected tasks"),
        "certifications-completed" => _window.GoAsync("/my/certifications/completed"),
        "certifications-empty" => GoAsAsync(Gallery.Idle, "/my/certifications"),
        "approvals" => _window.GoAsync("/my/approvals"),
        "approvals-of-an-app" => _window.GoAsync("/my/approvals?app=ledger"),
        "revocations" => _window.GoAsync("/my/revocations"),
        "provisioning" => _window.GoAsync("/my/provisioning"),
        "deprovisioning" => _window.GoAsync("/my/deprovisioning"),
        "task" => _window.GoAsync($"/tasks/{gallery.Waiting}"),
        "task-refused" => RefuseTaskAsync(),
        "task-closed" => _window.GoAsync($"/tasks/{gallery.Decided}"),
        "task-for-admin" => GoAsAsync(Gallery.Admin, $"/tasks/{gallery.Waiting}"),
        "task-asked" => _window.GoAsync($"/tasks/{gallery.AskedTask}"),
        "reassign" => _window.GoAsync($"/tasks/{gallery.Waiting}/reassign"),
        "reassign-search" => _window.GoAsync($"/tasks/{gallery.Waiting}/reassign?people=a"),
        "requests" => GoAsAsync(Gallery.Requester, "/requests"),
        "requests-empty" => GoAsAsync(Gallery.Idle, "/requests"),
        "request-waiting" => GoAsAsync(Gallery.Requester, gallery.WaitingRequest),
        "request-asked" => GoAsAsync(Gallery.Requester, gallery.AskedRequest),
        "request-denied" => GoAsAsync(Gallery.Requester, gallery.DeniedRequest),
        "request-given" => GoAsAsync(Gallery.Requester, gallery.GivenRequest),
        "request-error" => GoAsAsync(Gallery.Requester, gallery.FailedRequest),
        "catalogue" => GoAsAsync(Gallery.Requester, "/requests/new"),
        "catalogue-search" => GoAsAsync(Gallery.Requester, "/requests/new?q=read&risk=low"),
        "request-form" => GoAsAsync(Gallery.Requester, "/requests/new/form?access=ledger/vendor-master"),
        "request-form-refused" => RefuseRequestAsync(),
        "request-form-held" => GoAsAsync(Gallery.Requester, "/requests/new/form?access=ledger/clerk"),
        "request-form-for-another" => GoAsAsync(Gallery.Requester, "/requests/new/form?access=ledger/vendor-master&for=wei.zhang&people=li"),
        "operation" => GoAsAsync(Gallery.Admin, "/operation"),
        "operation-for-auditor" => GoAsAsync(Gallery.Auditor, "/operation"),
        "notifications" => _window.GoAsync("/settings/notifications"),
        "notifications-refused" => RefuseSettingsAsync(),
        "link" => FollowAsync("Henrik Aalto"),
        "link-refused" => RefuseLinkAsync(),
        "link-done" => DecideByLinkAsync("samuel.adeyemi", "Samuel Adeyemi"),
        "link-used" => UseLinkAgainAsync(),
        "link-nonsense" => _window.GoAsync("/r/1.local.nonsense"),
        "directory" => GoAsAsync(Gallery.Admin, "/directory"),
        "directory-search" => _window.GoAsync("/directory?q=p"),
        "directory-people" => _window.GoAsync("/directory?part=people"),
        "directory-nothing" => _window.GoAsync("/directory?q=zzz"),
        "person" => _window.GoAsync("/directory/people/david.goldberg"),
        "person-ended" => _window.GoAsync("/directory/people/david.goldberg?show=ended"),
        "person-unseen" => GoAsAsync(Gallery.Idle, "/directory/people/david.goldberg"),
        "person-own" => GoAsAsync(Gallery.Idle, "/directory/people/me?order=risk"),
        "out-of-office" => _window.GoAsync("/directory/people/me/out-of-office?people=h"),
        "out-of-office-refused" => RefuseOutOfOfficeAsync(),
        "review-form" => _window.GoAsync("/reviews/new?kind=certification&access=ledger%2Fapprover"),
        "removal-form" => GoAsAsync(Gallery.Admin, "/reviews/new?kind=revocation&for=david.goldberg"),
        "entitlement" => _window.GoAsync("/directory/entitlements/ledger%2Fapprover"),
        "app" => _window.GoAsync("/directory/apps/ledger"),
        "import" => GoAsAsync(Gallery.Admin, "/directory/import"),
        "import-refused" => RefuseImportAsync(),
        "import-running" => ImportAsync(5_000, rests: false),
        "import-done" => ImportAsync(3, rests: true),
        "import-checked" => CheckAsync(),
        "campaigns" => GoAsAsync(Gallery.Admin, "/campaigns"),
        "campaign-form" => GoAsAsync(Gallery.Admin, "/campaigns/new/form"),
        "template-form" => GoAsAsync(Gallery.Admin, "/campaign-templates/new/form"),
        "template" => TemplateAsync(),
        "campaign-form-refused" => RefuseCampaignAsync(),
        "campaign-draft" => GoAsAsync(Gallery.Admin, gallery.DraftCampaign),
        "campaign-preview" => GoAsAsync(Gallery.Admin, $"{gallery.DraftCampaign}/preview"),
        "campaign-open" => GoAsAsync(Gallery.Admin, gallery.OpenCampaign),
        "campaign-for-auditor" => GoAsAsync(Gallery.Auditor, gallery.OpenCampaign),
        "campaign-guarded" => GoAsAsync(Gallery.Admin, gallery.GuardedCampaign),
        "campaign-items" => GoAsAsync(Gallery.Admin, $"{gallery.OpenCampaign}/items"),
        "campaign-late" => GoAsAsync(Gallery.Admin, $"{gallery.OpenCampaign}/late"),
        "not-there" => _window.GoAsync("/tasks/999999"),
        "api" => _window.GoAsync("/api/docs"),
        "signed-out" => SignOutAsync(),
        _ => throw new UnreachableException(page),
    };

    private async Task GoAsAsync(string user, string path)
    {
        await _window.RememberAsync(user);
        await _window.GoAsync(path);
    }

    private async Task RefuseOutOfOfficeAsync()
    {
        await _window.GoAsync("/directory/people/me/out-of-office?people=h");
        await _window.Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await _window.Page.GetByLabel("Last day out of office").FillAsync("2026-01-01");
        await _window.Button("Save").ClickAsync();
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task TemplateAsync()
    {
        var content = new { plan = new { name = "All access", reviewers = new { source = "appOwners" } }, durationDays = 14, recurrence = new { kind = "quarterEnds" } };
        using (var written = await gallery.App.As(Gallery.Admin).Http.PutAsync("/api/v1/campaign-templates/all-access", JsonContent.Create(content)))
            written.EnsureSuccessStatusCode();
        await GoAsAsync(Gallery.Admin, "/campaign-templates/all-access");
    }

    private async Task RefuseCampaignAsync()
    {
        await GoAsAsync(Gallery.Admin, "/campaigns/new/form");
        await _window.Page.Locator("#name").FillAsync("All access");
        await _window.Page.Locator("#due").FillAsync("2030-12-31");
        await _window.Page.Locator("#reviewers").FillAsync("nobody@lindqvist.example");
        await _window.Button("Create draft").ClickAsync();
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task RefuseImportAsync()
    {
        await GoAsAsync(Gallery.Admin, "/directory/import");
        await _window.Button("Import").ClickAsync();
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    /// <summary>Invalid lines, which only take time to import.</summary>
    private async Task ImportAsync(int lines, bool rests)
    {
        var grants = string.Concat(Enumerable.Range(1, lines).Select(number => $"ghost-{number},ledger/reader,2026-01-01\n"));
        var id = await gallery.ImportAsync(
            ("users", "id,email,displayName,managerId\nfatima.haddad,fatima.haddad@lindqvist.example,Fatima Haddad,joaquin.herrera\nghost,ghost.lindqvist.example,Gaspard,\n"), ("grants", $"userId,entitlementId,since\n{grants}"));
        if (rests)
            await gallery.App.RestAsync();
        await GoAsAsync(Gallery.Admin, $"/directory/import/{id}?watch=no");
    }

    private async Task CheckAsync()
    {
        var id = await gallery.CheckAsync(("users", "id,email,displayName\nfatima.haddad,fatima.haddad@lindqvist.example,Fatima Haddad-Sy\nghost,ghost.lindqvist.example,Gaspard\nnew.hire,new.hire@lindqvist.example,Nele Hirt\n"));
        await gallery.App.RestAsync();
        await GoAsAsync(Gallery.Admin, $"/directory/import/{id}");
    }

    private async Task FollowAsync(string subject) => await _window.FollowAsync(await gallery.LinkAsync(subject));

    private async Task RefuseListAsync()
    {
        var number = await gallery.OpenAsync("certification", "min-jun.park", "ledger/export");
        await _window.GoAsync("/my/certifications");
        await gallery.DecideAsync(number, "certify", "Exports the monthly report");
        await new TaskList(_window).DecideAsync(number, "Remove", "Left the team");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task SelectAllAsync(string list, string button)
    {
        await _window.GoAsync($"/my/{list}?select=all&group=none");
        await _window.Button(button).ClickAsync();
        await Expect(_window.Heading).ToContainTextAsync("task");
    }

    private async Task RefuseSelectedAsync()
    {
        await SelectAllAsync("approvals", "Deny the selected tasks");
        // A browser requires a reason itself, but accepts blanks.
        await _window.Page.Locator("#reason").FillAsync(" ");
        await _window.Page.Locator("#together").GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await Expect(_window.Alert).ToBeFocusedAsync();
    }

    private async Task ShowKeysAsync()
    {
        await _window.GoAsync("/my/certifications");
        await _window.Page.Keyboard.PressAsync("?");
        await Expect(_window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    private async Task RefuseRequestAsync()
    {
        await GoAsAsync(Gallery.Requester, "/requests/new/form?access=ledger/vendor-master");
        // A browser requires a reason itself, but accepts blanks.
        await new RequestForm(_window).SendAsync(" ");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task RefuseTaskAsync()
    {
        await new TaskDetails(_window).OpenAsync(await gallery.WaitingAsync("approval"));
        await new TaskDetails(_window).DecideAsync("Deny");
        // High risk is asked about once more.
        var asked = _window.Page.Locator("#chosen");
        await Expect(asked.Or(_window.Alert).First).ToBeVisibleAsync();
        if (await asked.IsVisibleAsync())
            await new TaskDetails(_window).DecideAsync("Deny");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task RefuseSettingsAsync()
    {
        await _window.GoAsync("/settings/notifications");
        await _window.Page.Locator("#mail-reminder").SelectOptionAsync("digest");
        await _window.Page.Locator("#mail-assigned option").First.EvaluateAsync("option => option.value = 'never'");
        await _window.Page.Locator("#digest-hour option[selected]").EvaluateAsync("option => option.value = '24'");
        await _window.Button("Save").ClickAsync();
        await Expect(_window.Alert.First).ToBeVisibleAsync();
    }

    private async Task RefuseLinkAsync()
    {
        await FollowAsync("Payroll reports");
        await new DecisionPage(_window).DecideAsync("Deny");
        await Expect(_window.Alert).ToBeVisibleAsync();
    }

    private async Task<Uri> DecideByLinkAsync(string user, string name)
    {
        await gallery.OpenAsync("certification", user, "payroll/self");
        var link = await gallery.LinkAsync(name);
        await _window.FollowAsync(link);
        await new DecisionPage(_window).DecideAsync("Certify", "Needs it for work");
        await Expect(_window.Heading).ToHaveTextAsync("You certified the access");
        return link;
    }

    private async Task UseLinkAgainAsync() => await _window.FollowAsync(await DecideByLinkAsync("yuki.sato", "Yuki Sato"));

    private async Task SignOutAsync()
    {
        await _window.GoAsync("/");
        await _window.SignOutAsync();
        await Expect(_window.Heading).ToBeVisibleAsync();
    }
}
