using System.Diagnostics;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Email.Outbox;
using AccessReview.Emulator.Front;
using AccessReview.Emulator.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>A Functions host for one app on one machine.</summary>
internal sealed class FunctionsHostApp : IAsyncDisposable
{
    private readonly WebApplication _web;

    private FunctionsHostApp(WebApplication web)
    {
        _web = web;
    }

    public IServiceProvider Services => _web.Services;

    /// <summary>The URL of the HTTP functions. Known after the host has started.</summary>
    public Uri Address => Services.GetRequiredService<HostAddresses>().Front;

    /// <param name="configure">Changes services after the host has added its own; null: no changes.</param>
    /// <exception cref="EmulatorRefusedException">A setting or the data folder cannot be used.</exception>
    public static FunctionsHostApp Build(FunctionsHostOptions options, Action<IServiceCollection>? configure = null)
    {
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.Folder });
        var local = LocalSettings.Read(options.Folder);
        web.Configuration.AddInMemoryCollection(local).AddEnvironmentVariables().AddInMemoryCollection(options.Settings);
        web.Logging.AddHostJson(web.Configuration, options.Folder);
        // Set last, so that no setting enables these logs: they contain URLs, and a URL can contain a secret.
        foreach (var chatty in new[] { "Microsoft.AspNetCore", "Yarp", "Grpc" })
            web.Logging.AddFilter(chatty, LogLevel.Warning);
        // It adds the request's URL as a scope to every line.
        web.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // The caller that started the host reports a refused start.
        web.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        web.WebHost.UseKestrelCore();
        web.Services.AddHost(options with { Given = Given(local, options.Settings) }, web.Configuration);
        // Already read above; otherwise the web server would warn that it ignores it.
        web.Configuration[WebHostDefaults.ServerUrlsKey] = null;
        web.Services.AddParts();
        configure?.Invoke(web.Services);
        var app = web.Build();
        try
        {
            RequireUsable(app.Services);
            Use(app);
            return new FunctionsHostApp(app);
        }
        catch
        {
            // Releases what was opened before the refusal, so that the next try can open it.
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    /// <summary>Completes when the worker is ready and all triggers run.</summary>
    /// <exception cref="EmulatorRefusedException">The worker cannot start, or uses something that the host does not support.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _web.StartAsync(cancellationToken);
        }
        catch (StorageException fault)
        {
            throw new EmulatorRefusedException(fault.Message, fault);
        }
    }

    /// <summary>Completes when the work in progress has ended and the worker has stopped.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _web.StopAsync(cancellationToken);

    /// <summary>Starts the host. Completes when the process was asked to stop and the host has stopped.</summary>
    public async Task RunAsync()
    {
        await StartAsync();
        await _web.WaitForShutdownAsync();
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>Creates the services that can refuse to start, so that the refusal is one clear message.</summary>
    private static void RequireUsable(IServiceProvider services)
    {
        services.GetRequiredService<HostAddresses>().RequireFree();
        services.GetRequiredService<TablesAddress>().RequireFree();
        try
        {
            services.GetRequiredService<EmulatorDatabase>().ThrowIfDamaged();
            services.GetRequiredService<EmulatorClock>();
        }
        catch (StorageException fault)
        {
            throw new EmulatorRefusedException(fault.Message, fault);
        }
    }

    private static void Use(WebApplication app)
    {
        app.MapWhen(HostAddresses.IsRpc, rpc => rpc.UseRouting().UseEndpoints(endpoints =>
        {
            endpoints.MapGrpcService<FunctionRpcService>();
            foreach (var part in app.Services.GetServices<IRpcEndpoints>())
                part.Map(endpoints);
        }));
        var http = app.Services.GetRequiredService<HttpTrigger>();
        app.Use(LocalOnly.InvokeAsync);
        app.Use(ForwardedRequest.InvokeAsync);
        app.Use(CountedRequest.InvokeAsync);
        app.Use(StorageAnswer.InvokeAsync);
        app.Use(http.InvokeAsync);
        app.UseRouting();
        ((IEndpointRouteBuilder)app).DataSources.Add(http);
        app.MapEmulatorPages();
        app.MapOutbox();
        // It lives as long as the server and its listener.
        ServerRefusals.Watch(app.Services.GetRequiredService<DiagnosticListener>());
    }

    // The worker inherits the environment, which overrides the file.
    private static Dictionary<string, string?> Given(Dictionary<string, string?> local, IReadOnlyDictionary<string, string?> settings)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var given = local.Where(setting => environment[setting.Key] is null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in settings)
            given[name] = value;
        return given;
    }
}
