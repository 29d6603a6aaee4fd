using AccessReview.Browser.Tests.Browsing;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>Proves that axe finds known mistakes.</summary>
public sealed class AxeSpecs(Chromium chromium) : BrowserSpecs(chromium)
{
    private static readonly Axe Axe = new("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");

    [Theory]
    [InlineData("image-alt", """<img src="data:,">""")]
    [InlineData("color-contrast", """<p style="color: #aaa; background: #fff">Faint</p>""")]
    [InlineData("target-size", """<button style="width: 9px; height: 9px; padding: 0"></button><button style="width: 9px; height: 9px; padding: 0"></button>""")]
    public async Task The_accessibility_check_finds_known_mistakes(string rule, string fault)
    {
        var window = await OpenAsync();

        await window.Page.SetContentAsync(Page("<p>Good</p>"));
        Assert.Empty(await Axe.FaultsOfAsync(window));
        await window.Page.SetContentAsync(Page(fault));

        Assert.Contains(await Axe.FaultsOfAsync(window), found => found.StartsWith(rule + ": ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_accessibility_check_refuses_a_page_with_a_frame()
    {
        var window = await OpenAsync();
        await window.Page.SetContentAsync(Page("""<iframe title="Inside" srcdoc="<p>Good</p>"></iframe>"""));

        await Assert.ThrowsAsync<NotSupportedException>(() => Axe.FaultsOfAsync(window));
    }

    private static string Page(string body) => $"""<!DOCTYPE html><html lang="en"><head><title>Page</title></head><body><main><h1>Page</h1>{body}</main></body></html>""";
}
