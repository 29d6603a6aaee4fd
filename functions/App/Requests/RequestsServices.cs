using AccessReview.App.Promises;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Requests;

public static class RequestsServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<RequestStore>()
        .AddSingleton<RequestLedger>()
        .AddSingleton<RetriedOpenings>()
        .AddSingleton<RequestReader>()
        .AddSingleton<RequestOpening>()
        .AddSingleton<RequestWithdrawal>()
        .AddSingleton<IPromiseKeeper, RequestKeeper>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton<RequestFormReader>()
        .AddSingleton<MyRequestsReader>()
        .AddSingleton<StandingReader>();
}
