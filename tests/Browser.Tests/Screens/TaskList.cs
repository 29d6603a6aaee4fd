using System.Text.RegularExpressions;
using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>The list of one kind of task in My work.</summary>
public sealed class TaskList(Window window)
{
    private readonly IPage _page = window.Page;

    public ILocator Line(int number) => _page.GetByRole(AriaRole.Row).Filter(new() { Has = window.Link($"#{number}") });

    /// <summary>The badge in the menu.</summary>
    public ILocator Badge(string kind) => _page.GetByRole(AriaRole.Navigation, new() { Name = "My work" }).GetByRole(AriaRole.Link, new() { NameRegex = new Regex($"^{kind}") }).Locator(".badge");

    public Task OpenAsync(string kind) => window.GoAsync($"/my/{kind}");

    public async Task DecideAsync(int number, string decision, string? reason = null)
    {
        // With scripts, what takes something away first offers the field of the reason.
        if (reason is not null || decision is "Remove" or "Deny" or "Decline" or "Mark errored")
            await OpenReasonAsync(number);
        if (reason is not null)
            await Line(number).Locator("[name=reason]").FillAsync(reason);
        await Line(number).GetByRole(AriaRole.Button, new() { Name = decision }).ClickAsync();
        await ConfirmAsync();
    }

    public async Task SelectAsync(params int[] numbers)
    {
        foreach (var number in numbers)
            await Line(number).GetByRole(AriaRole.Checkbox).CheckAsync();
    }

    public async Task DecideSelectedAsync(string decision, string? reason = null)
    {
        await window.Button($"{decision} the selected tasks").ClickAsync();
        if (reason is not null)
            await _page.GetByRole(AriaRole.Textbox, new() { Name = "Reason for all selected tasks" }).FillAsync(reason);
        await _page.Locator("#together").GetByRole(AriaRole.Button, new() { Name = decision }).ClickAsync();
    }

    public async Task OpenReasonAsync(int number)
    {
        if (await Line(number).Locator("details.reason[open]").CountAsync() == 0)
            await Line(number).Locator("details.reason summary").ClickAsync();
    }

    /// <summary>Confirms a decision about high or critical risk. Other decisions ask nothing.</summary>
    private async Task ConfirmAsync()
    {
        var question = _page.Locator("#ask[open]");
        if (await question.IsVisibleAsync())
            await question.Locator("#ask-yes").ClickAsync();
    }

    /// <summary>Opens the menu … of a line and chooses an entry.</summary>
    public async Task ChooseAsync(int number, string entry)
    {
        await Line(number).Locator("details.more summary").ClickAsync();
        await Line(number).GetByRole(AriaRole.Link, new() { Name = entry }).ClickAsync();
    }
}
