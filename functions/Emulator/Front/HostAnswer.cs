using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Front;

/// <summary>An answer that no function has written: a problem document (RFC 9457) with the headers of every other answer.</summary>
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
        // A function that failed: the real host says nothing but that.
        if (status == StatusCodes.Status500InternalServerError)
            return;
        response.ContentType = "application/problem+json";
        var body = ServerRefusal.Body(status);
        response.ContentLength = body.Length;
        // Not the request's token: for a client that has gone, the server drops what is written.
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body, CancellationToken.None);
    }
}
