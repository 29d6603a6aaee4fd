using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Pages;
using AccessReview.Browser.Tests.Browsing;
using AccessReview.Browser.Tests.Screens;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace AccessReview.Browser.Tests;

/// <summary>Use with the keyboard only.</summary>
public sealed class KeyboardSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    // The focused element: its position in the Tab order, its visible outline, and whether it is in view.
    private const string Focused = """
        () => {
          const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
            .filter(element => !element.disabled && element.type !== "hidden" && element.checkVisibility());
          const style = getComputedStyle(document.activeElement);
          const box = document.activeElement.getBoundingClientRect();
          return {
            place: all.indexOf(document.activeElement),
            count: all.length,
            outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
            // A browser scrolls a text area until its caret is visible, which may not be the whole area.
            shown: box.width > 0 && box.left >= 0 && box.right <= innerWidth && Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) >= box.height / 2,
          };
        }
        """;

    [Theory]
    [InlineData("list")]
    [InlineData("details")]
    [InlineData("link")]
    public async Task The_Tab_key_reaches_everything_in_order_with_a_visible_focus(string page)
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga");
        await (page switch
        {
            "list" => window.GoAsync("/my/certifications"),
            "details" => window.GoAsync($"/tasks/{number}"),
            _ => window.FollowAsync((await App.MailsOf("olga").LastAsync()).SignedLink),
        });

        var stops = new List<Stop>();
        do
        {
            await window.Page.Keyboard.PressAsync("Tab");
            stops.Add(await window.Page.EvaluateAsync<Stop>(Focused));
        }
        while (stops.Count < stops[0].Count);

        Assert.Equal(Enumerable.Range(0, stops[0].Count), stops.Select(stop => stop.Place));
        Assert.All(stops, stop => Assert.True(stop is { Outline: >= 2, Shown: true }, $"{stop}"));
    }

    [Fact]
    public async Task The_first_Tab_stop_skips_to_the_content()
    {
        var window = await OpenAsAsync("olga");
        await window.GoAsync("/my/certifications");

        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Link("Skip to content")).ToBeFocusedAsync();
        await Expect(window.Link("Skip to content")).ToBeInViewportAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");

        await Expect(window.Link("Open tasks")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_task_can_be_decided_with_the_keyboard()
    {
        var number = await App.OpenAsync("bob", SmallOrganization.Reader, "revocation");
        var window = await OpenAsAsync("olga");
        await window.GoAsync("/my/revocations");
        var line = new TaskList(window).Line(number);
        await line.GetByRole(AriaRole.Link, new() { Name = $"#{number}" }).FocusAsync();

        foreach (var key in new[] { "Tab", "Tab", "Tab" })
            await window.Page.Keyboard.PressAsync(key);
        await Expect(line.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync("On call this month");
        await window.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(line.GetByRole(AriaRole.Button, new() { Name = "Decline" })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Space");

        await Expect(window.Status).ToContainTextAsync($"Task #{number} is declined.");
    }

    [Fact]
    public async Task A_shortcut_letter_decides_and_asks_for_a_required_reason()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader, "revocation"), await App.OpenAsync("bob", SmallOrganization.Root, "revocation"));
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await window.GoAsync("/my/revocations?order=number");

        await window.Page.Keyboard.PressAsync("j");
        await Expect(list.Line(first)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("d");
        await Expect(list.Line(first).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await Expect(list.Line(first).GetByRole(AriaRole.Textbox)).ToHaveValueAsync("");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Keyboard.PressAsync("j");
        await Expect(list.Line(second)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("c");

        await Expect(window.Status).ToContainTextAsync($"Task #{second} is confirmed for removal.");
        await Expect(list.Line(first)).ToBeVisibleAsync();
    }

    private sealed record Stop
    {
        public int Place { get; init; }

        public int Count { get; init; }

        public double Outline { get; init; }

        public bool Shown { get; init; }
    }
}
