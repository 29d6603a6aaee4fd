using System.Globalization;
using AccessReview.App.SignIn;
using AccessReview.App.Wording;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class LanguageOfRequest
{
    /// <summary>The reader's, by the directory or by <c>Accept-Language</c> (RFC 9110, section 12.5.4).</summary>
    public static CultureInfo GetCulture(this HttpContext http) => Language.Choose(
    [
        http.TryGetCaller()?.User.Locale,
        .. http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(range => range.Quality ?? 1).Select(range => range.Value.Value),
    ]);
}
