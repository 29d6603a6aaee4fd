using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.App.MailReports;

public static class MailReportsServices
{
    public static IServiceCollection AddMailReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailReportsOptions>().Bind(configuration.GetSection(MailReportsOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailReportsOptions>, Check>()
            .AddSingleton<MailReportSender>();
    }

    private sealed class Check : IValidateOptions<MailReportsOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailReportsOptions options) =>
            options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
