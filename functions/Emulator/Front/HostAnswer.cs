using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Front;

/// <summary>A response that no function wrote: a problem document (RFC 9457) with the security headers.</summary>
internal static class HostAnswer
{
    public static async Task WriteAsync(HttpContext http, int status)
    {
        var response = http.Response;
        response.Clear();
        AnswerHeaders.Put(response);
        response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "2";
        // The rest of the body is not read.
        if (status is StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge)
            response.Headers.Connection = "close";
        // A function failed: the real host says nothing more either.
        if (status == StatusCodes.Status500InternalServerError)
            return;
        response.ContentType = "application/problem+json";
        var body = ServerRefusal.Body(status);
        response.ContentLength = body.Length;
        // The request's token is not used: for a disconnected client the server discards the output.
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, CancellationToken.None);
    }
}
