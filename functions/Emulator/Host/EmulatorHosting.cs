using System.Diagnostics;
using System.Reflection;
using AccessReview.Emulator.Front;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>Puts the emulator under a function app: what FunctionsApplicationBuilder does when it is made and when it builds.</summary>
internal static class EmulatorHosting
{
    public static WebApplicationBuilder CreateBuilder(string[] args, Assembly app, InvocationPipeline pipeline)
    {
        EmulatorRefusedException.PrintWhenUnhandled();
        var folder = Path.GetDirectoryName(app.Location) ?? AppContext.BaseDirectory;
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = app.GetName().Name,
            ContentRootPath = folder,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                ?? Environments.Development,
        });
        // As the real worker's builder does, which is a HostApplicationBuilder: mistakes of registration show while developing.
        web.Host.UseDefaultServiceProvider((context, provider) => provider.ValidateScopes = provider.ValidateOnBuild = context.HostingEnvironment.IsDevelopment());
        var development = AppSettings.Add(web, args, folder);
        web.Logging.AddHostJson(web.Configuration, folder);
        web.WebHost.UseKestrelCore();
        web.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        web.Services.Configure<KestrelServerOptions>(ServerRefusals.Configure);
        web.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxConcurrentConnections = ConnectionLimit.Current);
        web.Services.Configure<SocketTransportOptions>(development.App.Bind);
        // As Microsoft's ASP.NET Core integration does: the host names the client.
        web.Services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.All);
        web.Services.AddRouting();
        web.Services.AddEmulator(development, pipeline, FunctionSource.Of(app));
        return web;
    }

    public static IHost Build(WebApplicationBuilder web)
    {
        AppSettings.KeepDevelopmentSettingsLast(web);
        var development = web.Configuration.Sources.OfType<DevelopmentSettings>().Single();
        foreach (var address in development.App.All.Where(address => !development.App.Holds(address)))
            address.RequireFree("Emulator:Urls");

        var app = web.Build();
        OpenOrRefuse(app);
        app.Urls.Clear();
        foreach (var address in development.App.All)
            app.Urls.Add(address.Uri.GetLeftPart(UriPartial.Authority));
        app.UseEmulator();
        // For as long as the server lives, and with it the listener.
        ServerRefusals.Watch(app.Services.GetRequiredService<DiagnosticListener>());
        return app;
    }

    private static void OpenOrRefuse(WebApplication app)
    {
        try
        {
            EmulatorServices.OpenOrRefuse(app.Services);
        }
        catch
        {
            // What had been opened before the refusal is free for the next try.
            ((IDisposable)app).Dispose();
            throw;
        }
    }
}
