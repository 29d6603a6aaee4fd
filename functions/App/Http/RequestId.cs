using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Http;

/// <summary>The one name by which a request is found in logs and traces, and in what its caller was told.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    public static string Of(FunctionContext context) =>
        Activity.Current?.TraceId is { } trace && trace != default ? trace.ToHexString() : context.InvocationId;

    public static string? Of(HttpContext context) => context.Response.Headers[Header];
}
