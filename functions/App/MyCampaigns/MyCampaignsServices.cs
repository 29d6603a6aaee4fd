using AccessReview.App.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: ApiTag("MyCampaigns", "My campaigns", "A reviewer's campaigns: progress and sign-off.")]

namespace AccessReview.App.MyCampaigns;

public static class MyCampaignsServices
{
    public static IServiceCollection AddMyCampaigns(this IServiceCollection services) => services
        .AddScoped<MyCampaignsReader>()
        .AddScoped<SignOffViews>();
}
