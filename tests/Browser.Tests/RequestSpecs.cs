using AccessReview.App.Tests.Builders;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Access, from the request to the grant.</summary>
public sealed class RequestSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public Task A_request_from_the_catalogue_is_approved_by_mail_granted_and_shown_as_granted() => FollowAsync(Look.Desk, runsScripts: true);

    [Fact]
    public Task A_request_can_be_made_on_a_phone_without_scripts() => FollowAsync(Look.Phone, runsScripts: false);

    [Fact]
    public async Task A_denial_is_shown_with_its_reason_and_the_access_can_be_requested_again()
    {
        var window = await OpenAsAsync("ada");
        var form = new RequestForm(window);
        await form.FindAsync("reader");
        await form.ChooseAsync("Reader");
        await form.SendAsync("I rotate the keys");
        var address = await AddressAsync(window);

        var approver = new DecisionPage(await OpenAsync());
        await approver.FollowAsync((await App.MailsOf("mia").LastAsync()).SignedLink);
        await approver.DecideAsync("Deny", "Not before the audit");
        await App.RestAsync();

        await window.GoAsync("/requests");
        await Expect(form.Line("Reader")).ToContainTextAsync("Request denied");
        await Expect(form.Line("Reader")).ToContainTextAsync("Not before the audit");
        await window.Link("Reader").ClickAsync();
        Assert.Equal(address, window.Path);
        await Expect(window.Page.GetByText("Mia Manager denied the request on")).ToBeVisibleAsync();
        await window.Link("Request again").ClickAsync();
        await Expect(window.Button("Send request")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_request_for_a_colleague_can_be_withdrawn()
    {
        var window = await OpenAsAsync("max");
        var form = new RequestForm(window);
        await form.FindAsync("roo");
        await form.ChooseAsync("Root");
        await form.ForAsync("bob", "Bob Builder");
        // He already has the access, which the requester may not know: the form does not say it.
        await Expect(window.Button("Send request")).ToBeVisibleAsync();
        await Expect(window.Alert).ToHaveCountAsync(0);
        await form.ForAsync("love", "Ada Lovelace");
        await Expect(form.Steps.First).ToContainTextAsync("Mia Manager");
        await form.SendAsync("She takes over from me");
        await AddressAsync(window);

        await form.WithdrawAsync("It was meant for somebody else");

        await Expect(window.Status).ToContainTextAsync("The request is withdrawn.");
        Assert.Empty(await App.As("mia").MyTasksAsync());
        var hers = await OpenAsAsync("ada");
        await hers.GoAsync("/requests");
        await Expect(new RequestForm(hers).Line("Root")).ToContainTextAsync("Withdrawn");
    }

    private async Task FollowAsync(Look look, bool runsScripts)
    {
        var window = await OpenAsAsync("ada", look, runsScripts);
        var form = new RequestForm(window);
        await form.FindAsync("root");
        await form.ChooseAsync("Root");
        await Expect(form.Steps).ToContainTextAsync(["Mia Manager", "Otto Owner", "Olga Owner or Otto Owner", "You get an email"]);
        await form.SendAsync("I rotate the keys");
        await Expect(window.Status).ToContainTextAsync("Your request is sent.");
        var address = await AddressAsync(window);

        foreach (var (person, decision, then) in new[] { ("mia", "Approve", "Waiting for Otto Owner"), ("otto", "Approve", "to grant the access"), ("olga", "Mark completed", "The access was granted") })
        {
            // High risk requires sign-in: the mail leads to the task.
            var theirs = await OpenAsAsync(person, look, runsScripts);
            await theirs.FollowAsync((await App.MailsOf(person).LastAsync()).SignedLink);
            await new TaskDetails(theirs).DecideAsync(decision);
            // And it asks once more.
            await Expect(theirs.Page.Locator("#chosen")).ToBeVisibleAsync();
            await new TaskDetails(theirs).DecideAsync(decision);
            await Expect(theirs.Status).ToBeVisibleAsync();
            await App.RestAsync();
            await window.GoAsync(address);
            await Expect(window.Page.GetByText(then).First).ToBeVisibleAsync();
        }

        await window.GoAsync("/requests");
        await Expect(form.Line("Root")).ToContainTextAsync("Granted");
        await window.Link("Root").ClickAsync();
        await Expect(window.Page.Locator(".outcome")).ToHaveTextAsync("Granted");
        await Expect(form.Steps.Last).ToContainTextAsync("Ada Lovelace has access");
        Assert.Contains(SmallOrganization.Root, (await App.As("ada").GetAsync("/api/v1/users/me/grants")).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The URL of the request just sent, once its approval is open.</summary>
    private async Task<string> AddressAsync(Window window)
    {
        await Expect(window.Heading).ToContainTextAsync(" (Vault) for ");
        await App.RestAsync();
        var address = window.Path.Split('?')[0];
        await window.GoAsync(address);
        return address;
    }
}
