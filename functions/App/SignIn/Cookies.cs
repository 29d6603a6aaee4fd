using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

/// <summary>
/// Our cookies. <c>__Host-</c> makes browsers refuse them from other hosts and over http; on one machine, where pages come
/// over http, the names go without.
/// </summary>
public sealed class Cookies(IOptions<SiteOptions> site)
{
    public bool IsSecure => site.Value.BaseUrl.Scheme == Uri.UriSchemeHttps;

    public string NameOf(string name) => IsSecure ? $"__Host-{name}" : name;

    public string? Read(HttpRequest request, string name) => request.Cookies[NameOf(name)];

    /// <param name="response">The answer that carries it.</param>
    /// <param name="name">Without the prefix.</param>
    /// <param name="value">Null: the browser forgets it.</param>
    /// <param name="life">Null: as long as the browser is open.</param>
    public void Write(HttpResponse response, string name, string? value, TimeSpan? life = null)
    {
        var options = new CookieOptions { HttpOnly = true, Secure = IsSecure, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = life, IsEssential = true };
        if (value is null)
            response.Cookies.Delete(NameOf(name), options);
        else
            response.Cookies.Append(NameOf(name), value, options);
    }
}
