using AccessReview.App.Configuration;
using AccessReview.App.Keys;
using AccessReview.App.Promises;
using AccessReview.App.Runs;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Audit;

public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<AuditOptions>(configuration.GetSection(AuditOptions.Section), Fault);
        return services
            .AddSingleton<AuditKeys>()
            .AddSingleton<DigestArchive>()
            .AddSingleton<EvidenceKeys>()
            .AddSingleton<DigestRecord>()
            .AddSingleton<ChainHeads>()
            .AddScoped<IEffectHandler>(provider => provider.GetRequiredService<ChainHeads>())
            .AddScoped<IPromiseKeeper>(provider => new RunKeeper<CheckProgress>(PromiseKind.AuditCheck, nameof(CheckAudit), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<BeginAuditCheck>();
    }

    private static string? Fault(AuditOptions options, IServiceProvider services)
    {
        if (options.Folder is { } folder && LocalFolders.Resolve(services.GetRequiredService<IConfiguration>(), folder) is null)
            return "Audit:Folder is a relative path, but there is no data folder. Write a full path, or use Audit:ContainerUri.";
        var local = services.GetRequiredService<LocalKeys>();
        return options.Fault(local.MayMake) ?? (options.IsOn ? local.FaultOf(options, AuditOptions.LocalFile) : null);
    }
}
