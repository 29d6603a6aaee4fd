using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Http;

/// <summary>The id of a request in logs, traces and problem responses.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    public static string Of(FunctionContext context) =>
        Activity.Current?.TraceId is { } trace && trace != default ? trace.ToHexString() : context.InvocationId;

    public static string? Of(HttpContext context) => context.Response.Headers[Header];
}
