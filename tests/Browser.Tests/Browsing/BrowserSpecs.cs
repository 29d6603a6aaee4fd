using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>Base of browser specs. Every spec also fails on errors that a page reports (see <see cref="Watch"/>).</summary>
public abstract class BrowserSpecs(Chromium chromium) : IAsyncLifetime
{
    private readonly List<Window> _windows = [];

    protected TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync() => App = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows)
            await window.DisposeAsync();
        await App.RestAsync();
        await App.DisposeAsync();
        await StoppedAsync();
        Assert.Empty(_windows.SelectMany(window => window.Watch.Complaints));
    }

    protected virtual Task<TheApp> StartAsync() => TheApp.StartWithAsync(SmallOrganization.Import);

    /// <summary>The app has ended, so its dependencies are disposed.</summary>
    protected virtual ValueTask StoppedAsync() => ValueTask.CompletedTask;

    /// <summary>A window without a signed-in person.</summary>
    protected async Task<Window> OpenAsync(Look? look = null, bool runsScripts = true, string language = "en-GB")
    {
        var window = await Window.OpenAsync(chromium, App, look, runsScripts, language);
        _windows.Add(window);
        return window;
    }

    protected async Task<Window> OpenAsAsync(string user, Look? look = null, bool runsScripts = true)
    {
        var window = await OpenAsync(look, runsScripts);
        await window.RememberAsync(user);
        return window;
    }
}
