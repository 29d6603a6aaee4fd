using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>Redirects after a POST with 303, so that reloading the page does not send the form again.</summary>
public sealed class SeeOther(string path) : IResult
{
    public string Path { get; } = Paths.Local(path) ?? throw new ArgumentException("A path of this site.", nameof(path));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Path;
        return Task.CompletedTask;
    }
}
