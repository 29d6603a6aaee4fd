using AccessReview.App.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: ApiTag("CampaignTemplates", "Campaign templates", "Named plans that create campaigns, by hand or on a schedule.")]

namespace AccessReview.App.CampaignTemplates;

public static class CampaignTemplatesServices
{
    public static IServiceCollection AddCampaignTemplates(this IServiceCollection services) => services
        .AddSingleton(TemplateRows.Table)
        .AddSingleton<TemplateStore>()
        .AddScoped<TemplateFaults>()
        .AddScoped<TemplateCommands>()
        .AddScoped<TemplatePages>()
        .AddScoped<TemplateRunMails>()
        .AddScoped<TemplateRuns>();
}
