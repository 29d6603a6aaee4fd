using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Azure.Data.Tables;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>The main task: a mail, a page, a button.</summary>
public sealed class FromMailToDoneSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    [Fact]
    public async Task A_button_in_a_mail_leads_to_a_page_whose_button_decides()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader, "I rotate the keys");
        var mail = await App.MailsOf("mia").LastAsync();
        var window = await OpenAsync();
        var page = new DecisionPage(window);

        await page.FollowAsync(new Uri(mail.Links.Single(link => link.EndsWith("?d=approve", StringComparison.Ordinal))));
        await Expect(window.Page.Locator("#chosen")).ToContainTextAsync("Nothing is decided yet. Select Approve to confirm");
        await Expect(window.Page.GetByText("I rotate the keys")).ToBeVisibleAsync();
        await page.DecideAsync("Approve");

        await Expect(window.Heading).ToHaveTextAsync("You approved the request");
        Assert.Equal("closed", await StateAsync(number));
        var owners = await App.MailsOf("olga").LastAsync();
        await page.FollowAsync(owners.SignedLink);
        await page.DecideAsync("Mark completed");
        await Expect(window.Page.GetByText("Your decision is saved. You can close this page.")).ToBeVisibleAsync();
        await App.RestAsync();
        Assert.Contains(SmallOrganization.Reader, (await App.As("adam").GetAsync("/api/v1/users/ada/grants")).ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await App.MailsOf("ada").CountAsync());
    }

    [Fact]
    public async Task Only_the_click_decides_even_in_a_browser_that_runs_scripts()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader);
        var link = (await App.MailsOf("mia").LastAsync()).SignedLink;
        var before = await EveryRowAsync();

        using var scanner = App.Client();
        using var head = await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, link.PathAndQuery));
        for (var look = 0; look < 3; look++)
            await scanner.GetStringAsync(link.PathAndQuery);
        var window = await OpenAsync();
        await window.FollowAsync(link);
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await App.RestAsync();
        Assert.Equal(before, await EveryRowAsync());

        var answered = await window.Page.RunAndWaitForResponseAsync(() => new DecisionPage(window).DecideAsync("Approve"), response => response.Request.Method == "GET" && response.Request.IsNavigationRequest);
        Assert.Equal(200, answered.Status);
        await Expect(window.Heading).ToHaveTextAsync("You approved the request");
        Assert.Equal("closed", await StateAsync(number));
    }

    [Fact]
    public async Task A_required_reason_is_asked_for_and_the_typed_text_is_kept()
    {
        var number = await App.RequestAsync(SmallOrganization.Reader);
        var window = await OpenAsync();
        var page = new DecisionPage(window);
        await page.FollowAsync((await App.MailsOf("mia").LastAsync()).SignedLink);

        await page.DecideAsync("Deny");
        await Expect(window.Alert).ToContainTextAsync("Enter a reason");
        Assert.Equal("open", await StateAsync(number));

        await page.DecideAsync("Deny", "Not before the audit");
        await Expect(window.Heading).ToHaveTextAsync("You denied the request");
        await Expect(window.Page.GetByText("Not before the audit")).ToBeVisibleAsync();
        Assert.Contains("Not before the audit", (await App.MailsOf("ada").LastAsync()).Text, StringComparison.Ordinal);
    }

    private async Task<string> StateAsync(int number)
    {
        await App.RestAsync();
        return (await App.As("adam").GetAsync($"/api/v1/tasks/{number}")).GetProperty("state").GetString()!;
    }

    /// <summary>All stored rows with their ETags.</summary>
    private async Task<IReadOnlyList<string>> EveryRowAsync()
    {
        var rows = new List<string>();
        await foreach (var table in App.Tables.QueryAsync())
        {
            await foreach (var row in App.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey", "Timestamp"]))
                rows.Add($"{table.Name} {row.PartitionKey} {row.RowKey} {row.ETag}");
        }

        return rows;
    }
}
