using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

internal sealed class ReplayedAnswer(IdempotentAnswer answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers["Idempotent-Replay"] = "true";
        return answer.ExecuteAsync(httpContext);
    }
}
