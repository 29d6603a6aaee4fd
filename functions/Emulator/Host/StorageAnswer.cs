using System.Globalization;
using AccessReview.Emulator.Front;
using AccessReview.Emulator.Storage;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Host;

/// <summary>The response of the emulator's own pages while the data file is unavailable: 503 with Retry-After and the cause.</summary>
internal static class StorageAnswer
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (StorageException fault) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            AnswerHeaders.Put(http.Response);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = StorageException.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            await http.Response.WriteAsync(fault.Message, http.RequestAborted);
        }
    }
}
