using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Gives the app the host's clock and, in the host's own process, direct access to its services.
/// It adds them to the app's container after the app's own services.
/// </summary>
/// <remarks>
/// It listens to the event of Microsoft.Extensions.Hosting that web app tests use to change services.
/// Apps without ASP.NET Core raise it too.
/// </remarks>
internal sealed class AppHosts(TimeProvider clock, IHostLifetime? lifetime, HttpMessageHandler? services, bool isOfHost)
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <param name="clock">Not used by an app that has its own clock.</param>
    /// <param name="lifetime">Decides when the app stops; null: the app does.</param>
    /// <param name="services">The handler for requests of Azure service clients; null: the network.</param>
    /// <param name="isOfHost">The app runs in the host's own process.</param>
    public static void Change(TimeProvider clock, IHostLifetime? lifetime = null, HttpMessageHandler? services = null, bool isOfHost = false) =>
        DiagnosticListener.AllListeners.Subscribe(new AppHosts(clock, lifetime, services, isOfHost));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this, name => name == "HostBuilding");
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        try
        {
            Change(value.Value);
        }
        // The app uses older versions of these libraries than this assembly; it keeps the machine's clock.
        catch (Exception other) when (other is FileLoadException or FileNotFoundException)
        {
            Console.Error.WriteLine($"The app does not have the clock of the Functions host: {other.Message}");
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Change(object? building)
    {
        if (building is IHostBuilder builder)
            builder.ConfigureServices(Add);
    }

    private void Add(IServiceCollection container)
    {
        var own = container.LastOrDefault(service => service.ServiceType == typeof(TimeProvider) && !service.IsKeyedService);
        if (own is null || own.ImplementationInstance == TimeProvider.System)
            container.AddSingleton(clock);
        if (lifetime is not null)
            container.AddSingleton(lifetime);
        if (isOfHost)
            TryAdd(() => WorkerPort.Hold(container));
        if (services is not null)
            TryAdd(() => AddTransport(container, services));
    }

    /// <summary>Adds nothing if the app does not have the library, or an older version of it.</summary>
    private static void TryAdd(Action add)
    {
        try
        {
            add();
        }
        catch (Exception other) when (other is FileLoadException or FileNotFoundException)
        {
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTransport(IServiceCollection container, HttpMessageHandler services) =>
        container.TryAddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(services));
}
