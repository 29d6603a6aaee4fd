using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Pages;
using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static AccessReview.App.Text.Language;

[assembly: ApiTag("Campaigns", "Campaigns", "Reviews of many grants: preview, freeze, start, progress, close.")]

namespace AccessReview.App.Campaigns;

public static class CampaignsServices
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddSingleton(new MenuEntry(CampaignPaths.All, () => Say($"Campaigns"), OrganizationAction.ReadCampaigns))
        .AddSingleton(CampaignRows.Table)
        .AddSingleton<CampaignStore>()
        .AddSingleton<CampaignItems>()
        .AddSingleton<EvidenceReads>()
        .AddSingleton<LateItems>()
        .AddScoped<FindLate>()
        .AddSingleton<ReminderRows>()
        .AddScoped<OpenReviewers>()
        .AddScoped<ICampaignReviewers>(services => services.GetRequiredService<OpenReviewers>())
        .AddScoped<SendReminders>()
        .AddScoped<DecideLate>()
        .AddScoped<IChangeFollower, WakeCampaigns>()
        .AddScoped<CampaignRuns>()
        .AddScoped<IPromiseKeeper, CampaignKeeper>()
        .AddScoped<IEffectHandler, CampaignEffects>()
        .AddScoped<PopulationReader>()
        .AddScoped<FreshnessReader>()
        .AddScoped<FreezePopulation>()
        .AddScoped<OpenItems>()
        .AddScoped<CloseItems>()
        .AddScoped<SilenceReader>()
        .AddScoped<ApplySilence>()
        .AddScoped<StartRemovals>()
        .AddScoped<CompareRemovals>()
        .AddScoped<CampaignMails>()
        .AddScoped<FollowRemovals>()
        .AddScoped<RemovalReader>()
        .AddScoped<RemovalCommands>()
        .AddScoped<IEffectHandler, RemovalEffects>()
        .AddSingleton<SignOffStore>()
        .AddScoped<ApplySignOffs>()
        .AddScoped<SignOffReader>()
        .AddScoped<SignOffCommands>()
        .AddScoped<CampaignCommands>()
        .AddScoped<CampaignReader>()
        .AddScoped<CampaignPages>()
        .AddScoped<CampaignFreeze>()
        .AddScoped<PreviewCsv>()
        .AddScoped<ReassignItems>()
        .AddScoped<AttentionReader>()
        .AddScoped<CampaignPreviewReader>()
        .AddScoped<CampaignProgressReader>();
}
