using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Host name to engine, for this process. Static because Microsoft's client is made with an address only, and several
/// emulators may live in one process, each with a name of its own.
/// </summary>
internal static class ServiceBusNamespaces
{
    private static readonly ConcurrentDictionary<string, IServiceBusNamespace> Known = new(StringComparer.OrdinalIgnoreCase);

    public static void Add(string name, ServiceBusEngine engine) => Known[name] = new InProcessBus(engine);

    public static void Remove(string name) => Known.TryRemove(name, out _);

    public static IServiceBusNamespace Find(string name) => Known.TryGetValue(name, out var engine)
        ? engine
        : throw new ServiceBusException(
            isTransient: false,
            $"No Service Bus emulator named '{name}' runs in this process. This build speaks to the emulator only; for Azure build with -p:FunctionsRuntime=Azure.",
            reason: ServiceBusFailureReason.ServiceCommunicationProblem);
}
