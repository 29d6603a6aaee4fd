using AccessReview.App.Keys;
using AccessReview.App.Promises;
using AccessReview.App.Runs;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Audit;

public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection(AuditOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<AuditOptions>, Check>()
            .AddSingleton<AuditKeys>()
            .AddSingleton<DigestArchive>()
            .AddSingleton<DigestRecord>()
            .AddSingleton<ChainHeads>()
            .AddScoped<IEffectHandler>(provider => provider.GetRequiredService<ChainHeads>())
            .AddScoped<IPromiseKeeper>(provider => new RunKeeper<CheckProgress>(PromiseKind.AuditCheck, nameof(CheckAudit), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<BeginAuditCheck>();
    }

    private sealed class Check(LocalKeys local, IConfiguration configuration) : IValidateOptions<AuditOptions>
    {
        public ValidateOptionsResult Validate(string? name, AuditOptions options)
        {
            if (options.Folder is { } folder && LocalFolders.Resolve(configuration, folder) is null)
                return ValidateOptionsResult.Fail("Audit:Folder is a relative path, but there is no data folder. Write a full path, or use Audit:ContainerUri.");
            var fault = options.Fault(local.MayMake) ?? (options.IsOn ? local.FaultOf(options, AuditOptions.LocalFile) : null);
            return fault is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(fault);
        }
    }
}
