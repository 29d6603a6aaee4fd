using System.Net;
using AccessReview.App.Tests.Drivers;
using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>Names of sixty characters without a space wrap everywhere and fit a phone.</summary>
public sealed class LongNameSpecs(Chromium chromium, LongNames names) : IClassFixture<LongNames>
{
    private static readonly Look[] Phones = [new("phone-320", 320, 700, ColorScheme.Light), new("phone-390", 390, 844, ColorScheme.Dark)];

    [Fact]
    public async Task A_mail_with_long_names_fits_a_phone_and_shows_every_button()
    {
        await using var window = await Window.OpenAsync(chromium, names.App);

        foreach (var (mail, index) in names.Mails.Select((mail, index) => (mail, index)))
        {
            await window.Page.SetContentAsync(mail.Html);
            await FitsAsync(window, $"long-mail-{index:00}", mail.Subject);
        }

        Assert.Contains(names.Mails, mail => mail.Subject.StartsWith("You have 4 new tasks", StringComparison.Ordinal));
        Assert.Contains(names.Mails, mail => mail.Subject.Contains(" commented: ", StringComparison.Ordinal));
        Assert.Contains(names.Mails, mail => mail.Html.Contains("lang=\"de\"", StringComparison.Ordinal));
        // With any names, the subject of a task mail ends with the task's number.
        Assert.All(names.Mails.Where(mail => mail.Html.Contains("?d=", StringComparison.Ordinal)).Select(mail => mail.Subject), subject => Assert.Matches(" #[0-9]+$", subject));
    }

    [Theory]
    [InlineData(LongNames.Reviewer, "/", "/my/certifications", "/my/approvals", "/my/approvals?group=none", "/my/revocations", "/my/certifications/completed", "/tasks/{task}", "/tasks/{task}/reassign?people=w")]
    [InlineData(LongNames.Requester, "/requests", "/requests/{request}", "/requests/new", "/requests/new/form?access=" + LongNames.Entitlement, "/settings/notifications")]
    [InlineData(LongNames.Admin, "/directory?q=w", "/directory/people/" + LongNames.Subject, "/directory/apps/tool", "/directory/entitlements/" + LongNames.Entitlement, "/directory/people/me/out-of-office?people=w", "/operation")]
    public async Task A_page_with_long_names_fits_a_phone(string user, params string[] pages)
    {
        await using var window = await Window.OpenAsync(chromium, names.App);
        await window.RememberAsync(user);

        foreach (var page in pages)
        {
            var path = page.Replace("{task}", $"{names.Task}", StringComparison.Ordinal).Replace("{request}", names.Request, StringComparison.Ordinal);
            var answer = await window.GoAsync(path);
            Assert.Equal(((int)HttpStatusCode.OK, path), (answer.Status, path));
            await FitsAsync(window, "long" + page.Split('?')[0].Replace('/', '-'), path);
        }
    }

    [Fact]
    public async Task A_link_page_with_long_names_fits_a_phone()
    {
        await using var window = await Window.OpenAsync(chromium, names.App);

        await window.FollowAsync(names.Mails.First(mail => mail.Html.Contains("/r/", StringComparison.Ordinal)).SignedLink);

        await FitsAsync(window, "long-link", "the page of a link");
    }

    private static async Task FitsAsync(Window window, string picture, string what)
    {
        foreach (var phone in Phones)
        {
            await window.ApplyAsync(phone);
            await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Checkout.PathOf("tests", "artifacts", "screenshots", $"{picture}.{phone.Name}.png"), FullPage = true });
            var faults = await window.Page.EvaluateAsync<string[]>(Inspection.WiderThanTheWindow);
            var outside = await window.Page.EvaluateAsync<string[]>(Inspection.ButtonsOutside);
            Assert.True(faults.Length + outside.Length == 0, $"{what} at {phone.Width}:\n{string.Join('\n', [.. faults, .. outside])}");
        }
    }
}
