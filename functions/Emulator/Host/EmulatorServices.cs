using System.Text.Json;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Email;
using AccessReview.Emulator.Email.Outbox;
using AccessReview.Emulator.ServiceBus;
using AccessReview.Emulator.Storage;
using AccessReview.Emulator.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>The emulator's parts in the app's container, and its place in the app's web server.</summary>
internal static class EmulatorServices
{
    public static EmulatorOptions Options(IConfiguration configuration) =>
        configuration.GetSection(EmulatorOptions.Section).Get<EmulatorOptions>() ?? new EmulatorOptions();

    public static void AddEmulator(this IServiceCollection services, DevelopmentSettings development, InvocationPipeline pipeline, FunctionSource source)
    {
        services.AddSingleton(development).AddSingleton(pipeline).AddSingleton(source);
        services.AddSingleton(provider => Options(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => HostJson.Read(
            AppSettings.Folder(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>().ContentRootPath),
            provider.GetRequiredService<IConfiguration>()));

        // The folder is opened first and therefore closed last, after the database.
        services.AddSingleton<DataFolder>();
        services.AddSingleton(provider => Refusing(() => new EmulatorDatabase(
            provider.GetRequiredService<DataFolder>().DatabaseFile, provider.GetRequiredService<ILogger<EmulatorDatabase>>())));
        services.AddSingleton<WorkInFlight>();
        services.AddSingleton<ClockOffset>();
        services.AddSingleton(provider => provider.GetRequiredService<ClockOffset>().Restore(
            provider.GetRequiredService<EmulatorOptions>(),
            provider.GetRequiredService<WorkInFlight>()));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<EmulatorClock>());
        services.AddSingleton(provider => new EmulatorHandle(
            development,
            provider.GetRequiredService<DataFolder>(),
            provider.GetRequiredService<EmulatorClock>(),
            provider.GetRequiredService<WorkInFlight>()));

        services.AddSingleton<SettingReferences>().AddSingleton<FunctionCatalog>().AddSingleton<FunctionInvoker>();
        services.AddSingleton<HostKeys>().AddSingleton<HttpFunctions>().AddSingleton<TimerTriggers>();
        services.AddTablesEndpoint(TablesOptions.Default);
        // The last registration wins: where it listens is a setting, read when the host is built.
        services.AddSingleton(_ => development.Tables);
        services.AddSingleton(provider => DurableSettings.Read(provider.GetRequiredService<HostJson>(), provider.GetRequiredService<EmulatorOptions>()));
        services.AddSingleton<IDurableFunctions, DurableFunctions>().AddDurableEngine();
        // Case-insensitive, as Microsoft's worker sets it up (DotNetWorker, AddFunctionsWorkerDefaults).
        services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        services.AddSingleton(provider => EmailOptions(provider, development)).AddEmailEngine();
        services.AddServiceBusEngine().AddSingleton<ServiceBusTriggers>();
        services.AddHostedService<EmulatorService>();
    }

    private static EmailEngineOptions EmailOptions(IServiceProvider provider, DevelopmentSettings development)
    {
        var options = EmailEngineOptions.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<DataFolder>().Location);
        return options with { Name = development.Namespace };
    }

    /// <summary>Makes everything that can refuse, while a refusal is still one clear line and not a failed start.</summary>
    public static void OpenOrRefuse(IServiceProvider services)
    {
        if (services.GetRequiredService<DevelopmentSettings>().Tables is { Held: null, Url: var tables })
            new ListenAddress(tables).RequireFree("Emulator:TablesUrl");
        Refusing(() =>
        {
            services.GetRequiredService<EmulatorDatabase>().ThrowIfDamaged();
            services.GetRequiredService<EmulatorClock>();
            services.GetRequiredService<HttpFunctions>();
            services.GetRequiredService<DurableEngine>();
            services.GetRequiredService<TimerTriggers>().Check();
            services.GetRequiredService<ServiceBusTriggers>().Subscribe();
            return true;
        });
    }

    private static T Refusing<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (StorageException fault)
        {
            throw new EmulatorRefusedException(fault.Message, fault);
        }
    }

    public static void UseEmulator(this WebApplication app)
    {
        app.Use(LocalOnly.InvokeAsync);
        app.Use(ForwardedRequest.InvokeAsync);
        app.UseForwardedHeaders();
        app.Use(CountedRequest.InvokeAsync);
        app.Use(StorageAnswer.InvokeAsync);
        app.UseRouting();
        ((IEndpointRouteBuilder)app).DataSources.Add(app.Services.GetRequiredService<HttpFunctions>());
        app.MapEmulatorPages();
        app.MapOutbox();
    }
}
