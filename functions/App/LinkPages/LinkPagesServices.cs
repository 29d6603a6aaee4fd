using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.LinkPages;

public static class LinkPagesServices
{
    public static IServiceCollection AddLinkPages(this IServiceCollection services) => services
        .AddSingleton<LinkRateLimit>()
        .AddScoped<LinkOpening>();
}
