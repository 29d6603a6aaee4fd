using AccessReview.App.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.MailReports;

public static class MailReportsServices
{
    public static IServiceCollection AddMailReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<MailReportsOptions>(configuration.GetSection(MailReportsOptions.Section), options => options.Fault());
        return services
            .AddSingleton<MailReportSender>();
    }
}
