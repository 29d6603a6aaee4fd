using Azure;
using Azure.Messaging.ServiceBus;
using Grpc.Core;

namespace AccessReview.App.Http;

/// <summary>Tells a service that is away or overloaded for a while from a mistake of ours: it is worth trying again.</summary>
internal static class Outage
{
    /// <summary>When it is worth asking again, where the service does not say.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(10);

    public static bool Explains(Exception failure) => failure switch
    {
        // 0: nobody answered at all.
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504,
        ServiceBusException refused => refused.IsTransient,
        RpcException refused => refused.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted,
        // What the storage client throws after its last try.
        AggregateException tries => tries.InnerExceptions.Count > 0 && tries.InnerExceptions.All(Explains),
        _ => false,
    };
}
