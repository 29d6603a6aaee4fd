using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

internal sealed class ReplayedAnswer(IdempotentAnswer answer) : IResult
{
    public const string Header = "Idempotent-Replay";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[Header] = "true";
        return answer.ExecuteAsync(httpContext);
    }
}
