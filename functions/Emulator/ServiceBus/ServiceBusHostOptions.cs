using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>The section <c>extensions.serviceBus</c> of host.json.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings</remarks>
internal sealed record ServiceBusHostOptions(int MaxConcurrentCalls, TimeSpan MaxAutoLockRenewal, bool AutoComplete)
{
    private const string Section = "serviceBus";

    private static readonly TimeSpan Forever = TimeSpan.FromDays(3650);

    // The last two are about the network between host and service, which does not exist here.
    private static readonly string[] Supported =
        ["maxConcurrentCalls", "maxAutoLockRenewalDuration", "autoCompleteMessages", "prefetchCount", "clientRetryOptions", "transportType"];

    /// <exception cref="EmulatorRefusedException">The file contains an unsupported setting or an invalid value.</exception>
    public static ServiceBusHostOptions Read(HostJson hostJson)
    {
        foreach (var option in hostJson.Extensions.GetSection(Section).GetChildren())
        {
            if (!Supported.Contains(option.Key, StringComparer.OrdinalIgnoreCase))
                throw Refusal(option.Key, "is not supported by this host; remove it");
        }

        if (Value(hostJson, "prefetchCount", 0) != 0)
            throw Refusal("prefetchCount", "must be 0 here, because this host prefetches nothing");
        var calls = Value(hostJson, "maxConcurrentCalls", 16 * Environment.ProcessorCount);
        if (calls < 1)
            throw Refusal("maxConcurrentCalls", "must be at least 1");
        var renewal = Value(hostJson, "maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5));
        if (renewal == Timeout.InfiniteTimeSpan)
            renewal = Forever;
        if (renewal < TimeSpan.Zero)
            throw Refusal("maxAutoLockRenewalDuration", "must not be negative; -00:00:00.0010000 is without end");
        return new ServiceBusHostOptions(calls, renewal, Value(hostJson, "autoCompleteMessages", true));
    }

    private static T Value<T>(HostJson hostJson, string key, T otherwise) => hostJson.Value($"extensions:{Section}:{key}", otherwise);

    private static EmulatorRefusedException Refusal(string key, string rule) => new($"host.json has extensions.{Section}.{key}, which {rule}.");
}
