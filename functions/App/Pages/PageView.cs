using AccessReview.App.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pages;

/// <summary>The request's data for the components of a page; a cascading parameter.</summary>
public sealed class PageView(HttpContext http)
{
    public SiteOptions Site { get; } = http.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value;

    /// <summary>When the page is shown.</summary>
    public DateTimeOffset Now { get; } = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>Null: not signed in.</summary>
    public Caller? Caller { get; } = http.TryGetCaller();

    public PathString Path { get; } = http.Request.Path;

    public IQueryCollection Query { get; } = http.Request.Query;

    /// <summary>The token that a form must send back; see <see cref="FormToken"/>.</summary>
    public AntiforgeryTokenSet Token => field ??= MakeToken();

    // Antiforgery logs a warning if it finds another Cache-Control than its own, so the page sets the stricter one afterwards.
    private AntiforgeryTokenSet MakeToken()
    {
        http.Response.Headers.CacheControl = default;
        return http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
    }
}
