using Azure;
using Azure.Messaging.ServiceBus;
using Grpc.Core;

namespace AccessReview.App.Http;

/// <summary>Distinguishes a temporary failure of a service, which is worth a retry, from an error in our code.</summary>
internal static class Outage
{
    /// <summary>How long to wait before a retry, if the service does not say.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(10);

    public static bool Explains(Exception failure) => failure switch
    {
        // Status 0: there was no response.
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504,
        ServiceBusException refused => refused.IsTransient,
        RpcException refused => refused.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted,
        // The storage client throws this after its last retry.
        AggregateException tries => tries.InnerExceptions.Count > 0 && tries.InnerExceptions.All(Explains),
        _ => false,
    };
}
