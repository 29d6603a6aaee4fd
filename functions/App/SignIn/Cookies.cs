using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

/// <summary>
/// The site's cookies. With the prefix <c>__Host-</c> browsers refuse them from other hosts and over http.
/// On a local machine, where pages are served over http, the prefix is left out.
/// </summary>
public sealed class Cookies(IOptions<SiteOptions> site)
{
    public bool IsSecure => site.Value.BaseUrl.Scheme == Uri.UriSchemeHttps;

    public string NameOf(string name) => IsSecure ? $"__Host-{name}" : name;

    public string? Read(HttpRequest request, string name) => request.Cookies[NameOf(name)];

    /// <param name="response">The response that sets the cookie.</param>
    /// <param name="name">Without the prefix.</param>
    /// <param name="value">Null: deletes the cookie.</param>
    /// <param name="life">Null: a session cookie, until the browser closes.</param>
    public void Write(HttpResponse response, string name, string? value, TimeSpan? life = null)
    {
        var options = new CookieOptions { HttpOnly = true, Secure = IsSecure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = life, IsEssential = true };
        if (value is null)
            response.Cookies.Delete(NameOf(name), options);
        else
            response.Cookies.Append(NameOf(name), value, options);
    }
}
