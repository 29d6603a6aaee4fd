using AccessReview.App.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: ApiTag("Openings", "Reviews", "Open reviews and removals of everything a person has, or of everybody who has an entitlement.")]

namespace AccessReview.App.Openings;

public static class OpeningsServices
{
    public static IServiceCollection AddOpenings(this IServiceCollection services) => services
        .AddSingleton<OpenTasksAbout>()
        .AddScoped<OpeningRights>()
        .AddScoped<OpeningScope>()
        .AddScoped<AccessOpening>()
        .AddScoped<LeaverAccess>()
        .AddScoped<OpeningFormReader>();
}
