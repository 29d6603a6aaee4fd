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
        .AddSingleton<RequestLedger>()
        .AddSingleton<IEffectHandler>(provider => provider.GetRequiredService<RequestLedger>())
        .AddSingleton<RetriedOpenings>()
        .AddSingleton<RequestReader>()
        .AddSingleton<RequestOpening>()
        .AddSingleton<RequestWithdrawal>()
        .AddSingleton<IPromiseKeeper, RequestKeeper>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton<RequestFormReader>()
        .AddSingleton<MyRequestsReader>()
        .AddSingleton<RequestStatusReader>();
}
