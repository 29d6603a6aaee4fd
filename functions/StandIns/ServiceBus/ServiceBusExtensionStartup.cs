using Grpc.Net.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.ServiceBus.Grpc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// Unlike Microsoft's, this assembly names no host extension: its package is not available either, and a build would restore it.
[assembly: WorkerExtensionStartup(typeof(ServiceBusExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Called by the worker's generated code when it starts.</summary>
public sealed class ServiceBusExtensionStartup : WorkerExtensionStartup
{
    private const string HostEndpoint = "Functions:Worker:HostEndpoint";

    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder)
    {
        ArgumentNullException.ThrowIfNull(applicationBuilder);
        applicationBuilder.Services.AddSingleton(provider => GrpcChannel.ForAddress(
            provider.GetRequiredService<IConfiguration>()[HostEndpoint] ?? throw new InvalidOperationException($"The host has not set {HostEndpoint}.")));
        applicationBuilder.Services.AddSingleton(provider => new Settlement.SettlementClient(provider.GetRequiredService<GrpcChannel>()));
    }
}
