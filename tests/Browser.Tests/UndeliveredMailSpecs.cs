using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

public sealed class UndeliveredMailSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task An_undelivered_mail_is_shown_on_the_tasks_history_and_in_Operation()
    {
        using (var http = App.Client())
            Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync("/emulator/api/outbox/refusing/mia@example.test", null)).StatusCode);
        var number = await App.RequestAsync(SmallOrganization.Reader);
        var window = await OpenAsAsync(SmallOrganization.Admin);
        var details = new TaskDetails(window);

        await details.OpenAsync(number);
        await Expect(details.Part("History")).ToContainTextAsync("Email to Mia Manager could not be delivered. The mail server of the address refused it.");
        await window.GoAsync("/operation");
        var listed = details.Part("Undelivered emails").GetByRole(AriaRole.Row).Filter(new() { HasText = "mia@example.test" });
        await Expect(listed).ToContainTextAsync("The mail server of the address refused it.");

        await listed.GetByRole(AriaRole.Link, new() { Name = "Open the task" }).ClickAsync();
        await Expect(details.Part("History")).ToContainTextAsync("Email to Mia Manager could not be delivered.");
    }
}
