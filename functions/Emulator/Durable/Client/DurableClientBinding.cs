using System.Text.Json;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Durable.Client;

/// <summary>Gives a function what a durable client needs: the address of <see cref="SidecarService"/>.</summary>
/// <remarks>The worker's durable extension reads these fields; one of them contains JSON in a JSON string.</remarks>
internal sealed class DurableClientBinding(HostAddresses addresses, DurableOptions options) : IInputBinding
{
    /// <summary>The worker's HTTP client ends a call after this time; the client repeats waits.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(100);

    private TypedData? _value;

    public string BindingType => "durableClient";

    public IReadOnlyCollection<string> Properties => ["taskHub", "connectionName"];

    /// <exception cref="EmulatorRefusedException">The function uses another task hub than the one in host.json.</exception>
    public TypedData Bind(WorkerFunction function, FunctionBinding binding)
    {
        if (binding.Text("taskHub") is { Length: > 0 } hub && !hub.Equals(options.HubName, StringComparison.OrdinalIgnoreCase))
        {
            throw new EmulatorRefusedException(
                $"The function {function.Name} asks for the task hub {hub}, but this host has only {options.HubName}; "
                + "set hubName in host.json or remove TaskHub.");
        }


        return _value ??= new TypedData
        {
            String = JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["taskHubName"] = options.HubName,
                ["connectionName"] = "Storage",
                ["rpcBaseUrl"] = addresses.Rpc.ToString(),
                ["requiredQueryStringParameters"] = "",
                ["httpBaseUrl"] = new Uri(addresses.Front, "/runtime/webhooks/durabletask").ToString(),
                ["maxGrpcMessageSizeInBytes"] = int.MaxValue,
                ["grpcHttpClientTimeout"] = JsonSerializer.Serialize(CallTimeout),
            }),
        };
    }
}
