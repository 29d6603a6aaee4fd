using AccessReview.App.Pages;
using AccessReview.App.Promises;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.DependencyInjection;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

public static class RequestsServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton(new MenuEntry(RequestPaths.Mine, () => Say($"Requests"), OrganizationAction.Work))
        .AddSingleton<RequestStore>()
        .AddScoped<RequestLedger>()
        .AddScoped<IEffectHandler>(provider => provider.GetRequiredService<RequestLedger>())
        .AddSingleton<RetriedOpenings>()
        .AddScoped<RequestReader>()
        .AddScoped<RequestOpening>()
        .AddScoped<LeaverRequests>()
        .AddScoped<RequestWithdrawal>()
        .AddScoped<IPromiseKeeper, RequestKeeper>()
        .AddScoped<CatalogueReader>()
        .AddScoped<RequestFormReader>()
        .AddScoped<MyRequestsReader>()
        .AddScoped<RequestStatusReader>();
}
