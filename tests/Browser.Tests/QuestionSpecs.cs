using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>A question to the requester: asked by the approver, answered from the mail.</summary>
public sealed class QuestionSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_approver_asks_and_the_requester_answers_from_the_mail(bool runsScripts)
    {
        var number = await App.RequestAsync(SmallOrganization.Root, "I rotate the keys");
        var window = await OpenAsAsync("mia", runsScripts: runsScripts);
        var details = new TaskDetails(window);
        await details.OpenAsync(number);

        await window.Page.GetByText("Ask Ada Lovelace for information").ClickAsync();
        await window.Page.GetByLabel("Your question").FillAsync("Which keys?");
        await window.Button("Send question").ClickAsync();
        await Expect(window.Status).ToContainTextAsync("Your question was sent.");
        await Expect(details.Part("Task details")).ToContainTextAsync("Paused until the requester answers");
        await App.RestAsync();

        var hers = await OpenAsAsync("ada", Look.Phone, runsScripts);
        await hers.GoAsync("/requests");
        await Expect(hers.Page.GetByText("Needs information", new() { Exact = true })).ToBeVisibleAsync();
        await hers.FollowAsync(new Uri((await App.MailsOf("ada").LastAsync()).Links.First(link => link.Contains("#question", StringComparison.Ordinal))));
        await Expect(hers.Page.GetByRole(AriaRole.Region, new() { Name = "Mia Manager needs information" })).ToContainTextAsync("Which keys?");
        await hers.Page.GetByLabel("Your answer").FillAsync("Those of the backups");
        await hers.Button("Send answer").ClickAsync();
        await Expect(hers.Status).ToContainTextAsync($"Your answer to task #{number} was sent.");
        await App.RestAsync();

        await details.OpenAsync(number);
        await Expect(details.Part("Comments")).ToContainTextAsync("Those of the backups");
        await Expect(details.Part("Task details")).Not.ToContainTextAsync("Paused until");
    }
}
