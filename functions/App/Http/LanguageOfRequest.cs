using System.Globalization;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class LanguageOfRequest
{
    /// <summary>The reader's culture from the directory or from <c>Accept-Language</c> (RFC 9110, section 12.5.4). The API always uses English.</summary>
    public static CultureInfo GetCulture(this HttpContext http) => http.Request.IsApi() ? Language.Default : Language.Choose(
    [
        (http.TryGetCaller()?.User ?? http.Features.Get<Reader>()?.User)?.Locale,
        .. http.Request.GetTypedHeaders().AcceptLanguage.Where(range => range.Quality != 0).OrderByDescending(range => range.Quality ?? 1).Select(range => range.Value.Value),
    ]);

    /// <summary>Uses the language of a user who is known without sign-in, because they hold a signed link.</summary>
    public static IDisposable SpeakTo(this HttpContext http, User? reader)
    {
        http.Features.Set(new Reader(reader));
        return Language.Use(http.GetCulture());
    }

    private sealed record Reader(User? User);
}
