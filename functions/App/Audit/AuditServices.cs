using AccessReview.App.Keys;
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
            .AddSingleton<BeginAuditCheck>();
    }

    private sealed class Check(LocalKeys local) : IValidateOptions<AuditOptions>
    {
        public ValidateOptionsResult Validate(string? name, AuditOptions options) =>
            (options.Fault(local.MayMake) ?? (options.IsOn ? local.FaultOf(options, AuditOptions.LocalFile) : null)) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
