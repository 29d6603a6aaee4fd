using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Pipeline;

/// <summary>
/// The outermost middleware. It gives every request an id and the security headers, and every failure a response without internal details.
/// It writes the function's response itself, so that a failure while writing is caught too.
/// </summary>
internal sealed partial class ErrorMiddleware(SecurityHeaders security, ProblemAnswer answer, TimeProvider clock, ILogger<ErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    // While a service is unavailable every request fails, so the log gets one line per minute and function.
    private readonly RateLimit _outages = new(1, clock);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        using var speaking = Use(http.GetCulture()); // Until the caller and their language are known.
        var id = RequestId.Of(context);
        Begin(http, id);
        try
        {
            await next(context);
            var result = context.GetInvocationResult();
            if (result.Value is IResult written)
            {
                await written.ExecuteAsync(http);
                result.Value = Results.Empty;
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has disconnected, so there is no response.
            context.GetInvocationResult().Value = Results.Empty;
        }
        // Every exception of a function ends here: it is logged once, and the caller gets an id to quote.
#pragma warning disable CA1031
        catch (Exception failed) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            using var speakingToWhoAsks = Use(http.GetCulture());
            var cookies = http.Response.Headers.SetCookie;
            http.Response.Clear();
            // A cookie that ends a session must reach the browser with every response.
            http.Response.Headers.SetCookie = cookies;
            Begin(http, id);
            await answer.WriteAsync(http, ProblemOf(failed, context.FunctionDefinition.Name, id));
            context.GetInvocationResult().Value = Results.Empty;
        }
    }

    private void Begin(HttpContext http, string id)
    {
        http.Response.OnStarting(SayWhenToTryAgain, http.Response);
        security.Put(http.Response);
        http.Response.Headers[RequestId.Header] = id;
    }

    // Adds a default Retry-After where none is set.
    private static Task SayWhenToTryAgain(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = Outage.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    private ProblemException ProblemOf(Exception failed, string function, string id)
    {
        switch (failed)
        {
            case ProblemException problem:
                if (problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests)
                    Log.Refused(logger, function, problem.Status, problem.Code, id);
                return problem;
            case var away when Outage.Explains(away):
                if (_outages.Take(function) == TimeSpan.Zero)
                    Log.Unavailable(logger, away, function, id);
                return Problems.Unavailable();
            case NewerRowException newer:
                Log.NewerRow(logger, function, newer.Message, id);
                return Problems.NewerVersion();
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new ProblemException(StatusCodes.Status413PayloadTooLarge, "too_large", Say($"The request body is too large."));
            case BadHttpRequestException unreadable:
                return new ProblemException(unreadable.StatusCode, "bad_request", Say($"The request is not valid."));
            case AntiforgeryValidationException:
                return Problems.Forbidden("bad_form", Say($"The form has expired. Reload the page and send it again."));
            case InvalidDataException:
                return Problems.BadRequest(Say($"The form could not be read. Reload the page and try again."), "bad_form");
            default:
                Log.Failed(logger, failed, function, id);
                return new ProblemException(StatusCodes.Status500InternalServerError, "failed", Say($"Something went wrong on the server."), Say($"The error was logged. Try again, or contact your administrator with the request number."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Function} answered {Status} {Code}; request {RequestId}")]
        public static partial void Refused(ILogger logger, string function, int status, string code, string requestId);

        [LoggerMessage(LogLevel.Warning, "{Function} answered 503: {Why} Request {RequestId}")]
        public static partial void NewerRow(ILogger logger, string function, string why, string requestId);

        [LoggerMessage(LogLevel.Error, "{Function} answered 503 because a service it needs was unavailable (logged at most once a minute); request {RequestId}")]
        public static partial void Unavailable(ILogger logger, Exception exception, string function, string requestId);

        [LoggerMessage(LogLevel.Error, "{Function} failed; request {RequestId}")]
        public static partial void Failed(ILogger logger, Exception exception, string function, string requestId);
    }
}
