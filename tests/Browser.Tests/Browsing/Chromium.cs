using AccessReview.Browser.Tests.Browsing;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>One browser for the whole run. Every window has its own cookies and cache.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Chromium's own background requests would go to external sites.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // The timeout in milliseconds.
    private const float Timeout = 120_000;

    private IPlaywright _playwright = null!; // Set by InitializeAsync, as the next.
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        // Playwright's own five seconds are short for a machine that runs other tests beside this one.
        Assertions.SetDefaultExpectTimeout(Timeout);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = InstalledChromium.Path(), Args = Flags });
    }

    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Timeout);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
