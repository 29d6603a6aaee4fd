using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Pipeline;

/// <summary>Sends a problem: to programs as RFC 9457, to people as a page. Callers who must sign in first are redirected to the sign-in page.</summary>
internal sealed class ProblemAnswer
{
    public Task WriteAsync(HttpContext http, ProblemException problem)
    {
        var response = http.Response;
        if (problem.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (problem.Allow is { } methods)
            response.Headers.Allow = methods;
        if (problem.Status == StatusCodes.Status401Unauthorized && http.Request.IsApi())
            response.Headers.WWWAuthenticate = "Bearer";

        if (http.Request.IsApi() || !WantsPage(http.Request))
            return Json(http, problem).ExecuteAsync(http);
        return problem.Status == StatusCodes.Status401Unauthorized && http.Request.ChangesNothing()
            ? Results.Redirect(QueryHelpers.AddQueryString(Addresses.SignIn, "return", http.Request.Path + http.Request.QueryString)).ExecuteAsync(http)
            : Page.Of<ProblemPage>(new { Problem = problem, RequestId = RequestId.Of(http) }, problem.Status).ExecuteAsync(http);
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.Count == 0 || request.Headers.Accept.ToString() is var accept && (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal));

    private static IResult Json(HttpContext http, ProblemException problem)
    {
        var members = new Dictionary<string, object?>
        {
            ["type"] = "about:blank",
            ["title"] = problem.Title,
            ["status"] = problem.Status,
            ["detail"] = problem.Detail,
            ["code"] = problem.Code,
            ["requestId"] = RequestId.Of(http),
        };
        foreach (var (name, value) in problem.Extensions)
            members.TryAdd(name, value);
        foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
            members.Remove(name);
        return Results.Json(members, Http.Json.Out, "application/problem+json", problem.Status);
    }
}
