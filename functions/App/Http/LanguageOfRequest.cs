using System.Globalization;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class LanguageOfRequest
{
    /// <summary>The reader's, by the directory or by <c>Accept-Language</c> (RFC 9110, section 12.5.4). Programs are answered in English.</summary>
    public static CultureInfo GetCulture(this HttpContext http) => http.Request.IsApi() ? Language.Default : Language.Choose(
    [
        (http.TryGetCaller()?.User ?? http.Features.Get<Reader>()?.User)?.Locale,
        .. http.Request.GetTypedHeaders().AcceptLanguage.Where(range => range.Quality != 0).OrderByDescending(range => range.Quality ?? 1).Select(range => range.Value.Value),
    ]);

    /// <summary>Speaks to somebody who is known though they have not signed in: whoever holds a signed link.</summary>
    public static IDisposable SpeakTo(this HttpContext http, User? reader)
    {
        http.Features.Set(new Reader(reader));
        return Language.Use(http.GetCulture());
    }

    private sealed record Reader(User? User);
}
