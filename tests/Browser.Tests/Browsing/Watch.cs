using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>
/// Records errors of a window's pages: console errors (including content security policy violations), failed scripts, and
/// requests to other hosts.
/// </summary>
public sealed class Watch
{
    private readonly ConcurrentQueue<(string Text, string At)> _heard = new();
    private readonly ConcurrentDictionary<string, bool> _pages = new();

    private readonly ConcurrentDictionary<string, bool> _friends = new();

    public Watch(IBrowserContext context, Uri site)
    {
        _friends[site.Authority] = true;
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _heard.Enqueue((message.Text, message.Location));
        };
        context.WebError += (_, error) => _heard.Enqueue((error.Error, error.Page?.Url ?? ""));
        context.Request += (_, request) =>
        {
            if (!_friends.ContainsKey(new Uri(request.Url).Authority))
                _heard.Enqueue(("A request to another host", request.Url));
        };
        context.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest)
                _pages[response.Url] = true;
        };
    }

    public IReadOnlyList<string> Complaints => [.. _heard.Where(heard => !IsAnswer(heard)).Select(heard => $"{heard.Text} ({heard.At})")];

    /// <summary>Another site to which pages may link.</summary>
    public void Expect(Uri site) => _friends[site.Authority] = true;

    // Chromium reports a page whose status is an error as a resource that failed, though it shows the page.
    private bool IsAnswer((string Text, string At) heard) =>
        heard.Text.StartsWith("Failed to load resource: the server responded with a status of", StringComparison.Ordinal) && _pages.Keys.Any(page => heard.At.StartsWith(page, StringComparison.Ordinal));
}
