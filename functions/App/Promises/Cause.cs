using System.Globalization;
using System.Net.Sockets;
using Azure;
using Azure.Messaging.ServiceBus;
using Grpc.Core;

namespace AccessReview.App.Promises;

/// <summary>
/// Why something failed, as a short code that may be stored, logged and shown. Exception messages are not used, because they
/// may hold addresses, secrets or personal data.
/// </summary>
public static class Cause
{
    public const string NotStarted = "not_started";
    public const string Unfinished = "unfinished";
    public const string Stopped = "stopped";
    public const string NoProgress = "no_progress";

    /// <summary>A service's response, followed by its HTTP status; 0: no response.</summary>
    public const string Service = "service_";
    public const string Queue = "queue_";
    public const string Orchestrations = "orchestrations_";
    public const string Network = "network";
    public const string Timeout = "timeout";
    public const string Storage = "storage";
    public const string NewerVersion = "newer_version";

    private const string Error = "error_";
    private const string Ending = "Exception";

    public static string Of(Exception failed)
    {
        ArgumentNullException.ThrowIfNull(failed);
        return failed switch
        {
            RequestFailedException answer => string.Create(CultureInfo.InvariantCulture, $"{Service}{answer.Status}"),
            ServiceBusException bus => $"{Queue}{bus.Reason}",
            RpcException rpc => $"{Orchestrations}{rpc.StatusCode}",
            TimeoutException or TaskCanceledException => Timeout,
            HttpRequestException or SocketException => Network,
            Store.NewerRowException => NewerVersion,
            IOException or UnauthorizedAccessException => Storage,
            AggregateException { InnerException: { } inner } => Of(inner),
            _ => Named(failed.GetType().Name),
        };
    }

    /// <param name="type">The name of an exception type, as in an orchestration's history.</param>
    public static string OfType(string? type) => Named(type?[(type.LastIndexOf('.') + 1)..] ?? "");

    private static string Named(string type) => Error + (type.EndsWith(Ending, StringComparison.Ordinal) ? type[..^Ending.Length] : type);
}
