using System.Diagnostics;
using System.Runtime.CompilerServices;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Gives the app the host's clock, and in the host's own process a way to its services: adds them to the app's container when that is
/// built, after all that the app has added.
/// </summary>
/// <remarks>
/// Listens to the event of Microsoft.Extensions.Hosting by which tests of web apps change an app's services. Apps without
/// ASP.NET Core raise it too.
/// </remarks>
internal sealed class AppHosts(TimeProvider clock, IHostLifetime? lifetime, HttpMessageHandler? services)
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <param name="clock">Not taken by an app that has a clock of its own.</param>
    /// <param name="lifetime">What decides when the app stops; null: the app.</param>
    /// <param name="services">What clients of Azure's services may send their requests by; null: they use the network.</param>
    public static void Change(TimeProvider clock, IHostLifetime? lifetime = null, HttpMessageHandler? services = null) =>
        DiagnosticListener.AllListeners.Subscribe(new AppHosts(clock, lifetime, services));

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
        // The app has these libraries in an older version than this was built with; it keeps the machine's clock.
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
        if (services is null)
            return;
        try
        {
            AddTransport(container, services);
        }
        // The app has no clients of Azure's services, or older ones.
        catch (Exception other) when (other is FileLoadException or FileNotFoundException)
        {
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTransport(IServiceCollection container, HttpMessageHandler services) =>
        container.TryAddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(services));
}
