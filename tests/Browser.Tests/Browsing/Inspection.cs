using AccessReview.App.Tests.Drivers;
using Microsoft.Playwright;
using Xunit;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>
/// Checks of every page: wide and narrow, light and dark, and the same in German. Screenshots are in tests/artifacts/screenshots:
/// wide in light and narrow in dark, in a full run all four.
/// </summary>
internal static class Inspection
{
    private static readonly Axe Rules = new("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice");

    /// <summary>Landmarks belong to the mail program.</summary>
    private static readonly Axe RulesOfMails = new("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");

    internal const string WiderThanTheWindow = """
        () => document.scrollingElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
          .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
          .map(element => `reaches ${Math.round(element.getBoundingClientRect().right)} of ${innerWidth}: ${element.outerHTML.slice(0, 120)}`)
        """;

    /// <summary>The text of a visible button is inside the button, and the button is inside the window.</summary>
    internal const string ButtonsOutside = """
        () => [...document.querySelectorAll("button, .button, summary, select, input:not([type=hidden]), textarea")]
          .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, .skip"))
          .map(element => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ element, box }) => box.width > 0 && (box.left < 0 || box.right > innerWidth + 1 || (element.matches("button, .button") && element.scrollWidth > element.clientWidth + 1)))
          .map(({ element, box }) => `is at ${Math.round(box.left)} to ${Math.round(box.right)} of ${innerWidth}: ${element.outerHTML.slice(0, 120)}`)
        """;

    /// <summary>Words of headings, labels, buttons and badges are in one line. Names can be longer than a line.</summary>
    private const string BrokenWords = """
        () => [...document.querySelectorAll("th, dt, label, button, .button, .badge, nav a, summary")]
          .filter(element => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 2 && !element.closest(".unseen, .skip, .people"))
          .flatMap(element => [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).flatMap(node => [...node.data.matchAll(/\p{L}{2,24}/gu)].map(word => {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1 ? `breaks the word ${word[0]}: ${element.outerHTML.slice(0, 120)}` : null;
          }))).filter(fault => fault)
        """;

    /// <summary>On a phone a cell has its label on the left, and its text beside it.</summary>
    private const string CoveredByLabels = """
        () => [...document.querySelectorAll("td[data-label]")]
          .filter(cell => cell.checkVisibility() && getComputedStyle(cell, "::before").position === "absolute")
          .filter(cell => parseFloat(getComputedStyle(cell, "::before").width) > parseFloat(getComputedStyle(cell).paddingLeft))
          .map(cell => `has the label ${cell.dataset.label} over its text: ${cell.outerHTML.slice(0, 120)}`)
        """;

    // A link within a sentence is as high as its line (WCAG 2.2, 2.5.8); all other targets have at least the minimum size.
    private const string TooSmall = """
        () => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, .button, td a, th a")]
          .filter(element => element.checkVisibility({ visibilityProperty: true }))
          .map(element => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.width < 24 || box.height < 24)
          .map(({ element, box }) => `is ${Math.round(box.width)} x ${Math.round(box.height)}: ${element.outerHTML.slice(0, 120)}`)
        """;

    public static async Task PassesAsync(Window window, string page)
    {
        await PassesAsync(window, page, Look.All, Rules);
        if (await Translation.ReadAsync(window) is not { } german)
            return;
        var faults = await Translation.FaultsOfAsync(window, german);
        // German words are longer. Other checks of a page do not depend on its language.
        var beside = await window.BesideAsync(german);
        foreach (var look in new[] { Look.Desk, Look.Phone })
        {
            await Window.ApplyAsync(beside, look);
            if (Size.IsFull)
                await Window.ShootAsync(beside, $"{page}.de.{look.Name}");
            faults = [.. faults, .. (await LayoutFaultsAsync(beside)).Select(fault => $"in German: {look.Name}: {fault}")];
        }

        await beside.CloseAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<IReadOnlyList<string>> LayoutFaultsAsync(IPage page) =>
        [.. await page.EvaluateAsync<string[]>(WiderThanTheWindow), .. await page.EvaluateAsync<string[]>(BrokenWords), .. await page.EvaluateAsync<string[]>(CoveredByLabels)];


    public static Task MailPassesAsync(Window window, string mail) => PassesAsync(window, mail, Look.OfMails, RulesOfMails);

    private static async Task PassesAsync(Window window, string page, IReadOnlyList<Look> looks, Axe rules)
    {
        var faults = new List<string>();
        foreach (var look in looks)
        {
            await window.ApplyAsync(look);
            // The bar for selected tasks covers rows until the end of the page is in view.
            await window.Page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
            // Screenshots of whole pages are slow.
            if (look.IsAudited || Size.IsFull)
                await Window.ShootAsync(window.Page, $"{page}.{look.Name}");
            if (look.IsAudited)
                faults.AddRange((await rules.FaultsOfAsync(window)).Select(fault => $"{look.Name}: {fault}"));
            faults.AddRange((await LayoutFaultsAsync(window.Page)).Select(fault => $"{look.Name}: {fault}"));
            faults.AddRange((await window.Page.EvaluateAsync<string[]>(TooSmall)).Select(fault => $"{look.Name}: {fault}"));
        }

        await window.ApplyAsync(Look.Desk);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
