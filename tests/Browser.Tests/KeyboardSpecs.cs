using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
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
    private static readonly int People = Size.Of(10, 30);

    // Two certifications are undone and decided in the other way.
    private static readonly int[] Undone = [4, 8];

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

    protected override Task<TheApp> StartAsync() => TheApp.StartWithAsync(SmallOrganization.Import, "Tasks:UndoFor=00:00:30");

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

        // Both buttons, then the sign that opens the reason, then the reason, which is open where the keyboard is.
        foreach (var key in new[] { "Tab", "Tab", "Tab", "Tab" })
            await window.Page.Keyboard.PressAsync(key);
        await Expect(line.Locator("[name=reason]")).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync("On call this month");
        await window.Page.Keyboard.PressAsync("Shift+Tab");
        await window.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(line.GetByRole(AriaRole.Button, new() { Name = "Decline" })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Space");

        await Expect(window.Status).ToContainTextAsync($"Task #{number} is listed under Completed tasks.");
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
        await Expect(list.Line(first).Locator("[name=reason]")).ToBeFocusedAsync();
        await Expect(list.Line(first).Locator("[name=reason]")).ToHaveValueAsync("");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.Keyboard.PressAsync("j");
        await Expect(list.Line(second)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("c");
        // The risk is high.
        await Expect(window.Page.Locator("#ask-what")).ToHaveTextAsync("Confirm: Bob Builder, Root (Vault)");
        await window.Page.Keyboard.PressAsync("Enter");

        await Expect(window.Status).ToContainTextAsync($"Task #{second} is listed under Completed tasks.");
        await Expect(list.Line(first)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Certifications_are_decided_by_keyboard_alone_and_each_decision_is_about_the_person_in_focus()
    {
        await App.ImportAsync(new
        {
            users = Enumerable.Range(1, People).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number:D2}", managerId = "mia" }),
            grants = Enumerable.Range(1, People).Select(number => new { userId = $"p{number}", entitlementId = SmallOrganization.Reader }),
        });
        foreach (var number in Enumerable.Range(1, People))
            await App.OpenAsync($"p{number}", SmallOrganization.Reader);
        var window = await OpenAsAsync("olga");
        await window.GoAsync("/my/certifications?order=person&limit=50");
        var keyboard = window.Page.Keyboard;
        var here = window.Page.Locator("tr.here .person b");
        Dictionary<string, string> decided = [];

        await keyboard.PressAsync("j");
        for (var number = 1; number <= People; number++)
        {
            var name = await here.InnerTextAsync();
            await DecideAsync(name, removes: number % 3 == 0);
            if (Undone.Contains(number))
            {
                await keyboard.PressAsync("u");
                await Expect(window.Status).ToContainTextAsync("The decision is undone.");
                await Expect(here).ToHaveTextAsync(name);
                await DecideAsync(name, removes: number % 3 != 0);
            }

            if (number < People)
                await Expect(window.Page.Locator("tr.here")).ToBeFocusedAsync();
        }

        await App.RestAsync();
        var tasks = (await App.As("olga").GetAsync("/api/v1/my/tasks?state=closed&kind=certification&limit=50")).GetProperty("items").EnumerateArray();
        Assert.Equal(People, decided.Count);
        Assert.Equal(
            decided.Select(pair => (pair.Key, pair.Value)).Order(),
            tasks.Select(task => (task.GetProperty("subjectName").GetString()!, task.GetProperty("outcome").GetString()!)).Order()); // The API always has both.

        async Task DecideAsync(string name, bool removes)
        {
            decided[name] = removes ? "removed" : "certified";
            await keyboard.PressAsync(removes ? "r" : "c");
            if (removes)
            {
                await Expect(window.Page.Locator("#ask-what")).ToHaveTextAsync($"Remove: {name}, Reader (Vault)");
                await keyboard.PressAsync("Enter");
            }

            await Expect(window.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name })).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task After_a_decision_the_next_row_has_the_focus_and_ticks_stay()
    {
        var (first, second) = (await App.OpenAsync("bob", SmallOrganization.Reader), await App.OpenAsync("bob", SmallOrganization.Root));
        var window = await OpenAsAsync("olga");
        var list = new TaskList(window);
        await window.GoAsync("/my/certifications?order=number");
        await list.SelectAsync(second);
        await window.Page.Keyboard.PressAsync("k");
        await window.Page.Keyboard.PressAsync("r");
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(list.Line(first)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("c");

        await Expect(list.Line(second)).ToBeFocusedAsync();
        await Expect(list.Line(second).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
    }

    private sealed record Stop
    {
        public int Place { get; init; }

        public int Count { get; init; }

        public double Outline { get; init; }

        public bool Shown { get; init; }
    }
}
