using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>The main tasks with a German browser: longer words in the same space.</summary>
public sealed class GermanReaderSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task Link_page_list_and_task_page_are_German_and_fit_a_phone()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader);
        var mail = await App.MailsOf("mia").LastAsync();
        var window = await OpenAsync(language: "de-DE");

        await window.FollowAsync(mail.SignedLink);
        await Expect(window.Heading).ToHaveTextAsync("Zugriff für Ada Lovelace auf Reader (Vault) genehmigen?");
        await Inspection.PassesAsync(window, "german-link");

        await window.RememberAsync("mia");
        await window.GoAsync("/");
        await Inspection.PassesAsync(window, "german-my-work");
        await window.GoAsync($"/tasks/{number}");
        await Inspection.PassesAsync(window, "german-task");
        await new TaskList(window).OpenAsync("approvals");
        await Inspection.PassesAsync(window, "german-approvals");

        await new TaskList(window).SelectAsync(number);
        await Expect(window.Page.Locator("#how-many")).ToHaveTextAsync("1 ausgewählt");
        await new TaskList(window).DecideAsync(number, "Genehmigen");
        await Expect(window.Status).ToContainTextAsync($"Aufgabe #{number} finden Sie unter „Erledigte Aufgaben“.");
    }
}
