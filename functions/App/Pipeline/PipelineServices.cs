using AccessReview.App.Http;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pipeline;

public static class PipelineServices
{
    public static IServiceCollection AddPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        // Hides a warning at each start that keys are not encrypted; ProtectionKeys explains why they are not.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SiteOptions>>((forwarded, site) =>
        {
            if (site.Value.ClientAddressHeader is { Length: > 0 } header)
                forwarded.ForwardedForHeaderName = header;
        });
        // The Functions host forwards this server's headers, including its name.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.AddResponseCompression();
        services.AddDataProtection().SetApplicationName("AccessReview");
        services.AddOptions<KeyManagementOptions>().Configure<AppTables>((keys, tables) => keys.XmlRepository = new ProtectionKeys(tables.SignIns));
        return services
            .AddSingleton<Cursor>()
            .AddSingleton<RateLimits>()
            .AddSingleton<IdempotencyStore>()
            .AddSingleton<KeysAtWork>()
            .AddSingleton<SecurityHeaders>()
            .AddSingleton<ProblemAnswer>()
            .AddSingleton<ApiDescription>();
    }

    /// <summary>The middleware of every HTTP request, outermost first. Call it after ConfigureFunctionsWebApplication.</summary>
    public static IFunctionsWorkerApplicationBuilder UsePipeline(this IFunctionsWorkerApplicationBuilder builder) => builder
        .UseMiddleware<ErrorMiddleware>()
        .UseMiddleware<IdentityMiddleware>()
        .UseMiddleware<LanguageMiddleware>()
        .UseMiddleware<RulesMiddleware>()
        .UseMiddleware<IdempotencyMiddleware>();
}
