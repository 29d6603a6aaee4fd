using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using Microsoft.Extensions.DependencyInjection;

[assembly: ApiTag("Campaigns", "Campaigns", "Reviews of many grants: preview, freeze, start, progress, close.")]

namespace AccessReview.App.Campaigns;

public static class CampaignsServices
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton(CampaignRows.Table)
        .AddSingleton<CampaignStore>()
        .AddSingleton<CampaignItems>()
        .AddScoped<CampaignRuns>()
        .AddScoped<IPromiseKeeper, CampaignKeeper>()
        .AddScoped<IEffectHandler, CampaignEffects>()
        .AddScoped<PopulationReader>()
        .AddScoped<FreezePopulation>()
        .AddScoped<OpenItems>()
        .AddScoped<CloseItems>()
        .AddScoped<SilenceReader>()
        .AddScoped<ApplySilence>()
        .AddScoped<CampaignCommands>()
        .AddScoped<CampaignReader>()
        .AddScoped<CampaignPreviewReader>()
        .AddScoped<CampaignProgressReader>();
}
