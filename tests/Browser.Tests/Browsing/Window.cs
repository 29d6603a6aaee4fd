using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>A person's browser window.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly TheApp _app;
    private readonly IBrowserContext _context;

    private Window(TheApp app, IBrowserContext context, IPage page)
    {
        _app = app;
        _context = context;
        Page = page;
        Watch = new Watch(context, app.Emulator.Address);
    }

    public IPage Page { get; }

    public Watch Watch { get; }

    /// <summary>The message after a change.</summary>
    public ILocator Status => Page.Locator(".note[role=status]");

    /// <summary>The error message of the page.</summary>
    public ILocator Alert => Page.GetByRole(AriaRole.Alert);

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public string Path => new Uri(Page.Url).PathAndQuery;

    public static async Task<Window> OpenAsync(Chromium chromium, TheApp app, Look? look = null, bool runsScripts = true, string language = "en-GB")
    {
        var (_, width, height, colors) = look ?? Look.Desk;
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Emulator.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colors,
            JavaScriptEnabled = runsScripts,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Window(app, context, await context.NewPageAsync());
    }

    /// <summary>Continues as a person who signed in earlier.</summary>
    public async Task RememberAsync(string user) => await _context.AddCookiesAsync(
    [
        new Cookie { Name = "session", Value = await _app.Get<Sessions>().StartAsync(UserId.From(user), CancellationToken.None), Url = _app.Emulator.Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax },
    ]);

    public async Task<IResponse> GoAsync(string path) => (await Page.GotoAsync(path))!; // It is null only for a navigation within the page.

    /// <summary>Follows a link of a mail. Mails contain the site's public address, but this app listens on its own port.</summary>
    public Task<IResponse> FollowAsync(Uri link) => GoAsync(link.PathAndQuery);

    /// <summary>A second page, which shows this HTML with the style sheets and pictures of the app. The caller closes it.</summary>
    public async Task<IPage> BesideAsync(string html)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync("/api/openapi.json");
        await page.SetContentAsync(html);
        return page;
    }

    /// <summary>Takes a picture of a whole page.</summary>
    public static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Checkout.PathOf("tests", "artifacts", "screenshots", $"{name}.png"), FullPage = true });

    public Task ApplyAsync(Look look) => ApplyAsync(Page, look);

    public static Task ApplyAsync(IPage page, Look look) => Task.WhenAll(
        page.SetViewportSizeAsync(look.Width, look.Height), page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look.Colors }));

    /// <summary>Opens the menu under the reader's name and signs out.</summary>
    public async Task SignOutAsync()
    {
        await Page.Locator(".opens-account").ClickAsync();
        await Button("Sign out").ClickAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
