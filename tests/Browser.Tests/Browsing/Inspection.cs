using AccessReview.App.Tests.Drivers;
using Microsoft.Playwright;
using Xunit;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>
/// Checks of every page: wide and narrow, light and dark, and in German. Screenshots are in tests/artifacts/screenshots:
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
        var untranslated = await Translation.FaultsOfAsync(window);
        Assert.True(untranslated.Count == 0, string.Join('\n', untranslated));
    }

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
                await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Checkout.PathOf("tests", "artifacts", "screenshots", $"{page}.{look.Name}.png"), FullPage = true });
            if (look.IsAudited)
                faults.AddRange((await rules.FaultsOfAsync(window)).Select(fault => $"{look.Name}: {fault}"));
            faults.AddRange((await window.Page.EvaluateAsync<string[]>(WiderThanTheWindow)).Select(fault => $"{look.Name}: {fault}"));
            faults.AddRange((await window.Page.EvaluateAsync<string[]>(TooSmall)).Select(fault => $"{look.Name}: {fault}"));
        }

        await window.ApplyAsync(Look.Desk);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
