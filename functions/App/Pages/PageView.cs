using AccessReview.App.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pages;

/// <summary>What every component of a page may ask about the request that it is shown to; a cascading parameter.</summary>
public sealed class PageView(HttpContext http)
{
    public SiteOptions Site { get; } = http.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value;

    /// <summary>Null: nobody has signed in.</summary>
    public Caller? Caller { get; } = http.TryGetCaller();

    public PathString Path { get; } = http.Request.Path;

    public IQueryCollection Query { get; } = http.Request.Query;

    /// <summary>What a form must send back; see <see cref="FormToken"/>.</summary>
    public AntiforgeryTokenSet Token => field ??= MakeToken();

    // It warns in the log where it finds another Cache-Control than its own; the page sets the stricter one afterwards.
    private AntiforgeryTokenSet MakeToken()
    {
        http.Response.Headers.CacheControl = default;
        return http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
    }
}
