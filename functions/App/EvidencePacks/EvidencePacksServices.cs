using AccessReview.App.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: ApiTag("EvidencePacks", "Evidence", "What an auditor gets of a campaign.")]

namespace AccessReview.App.EvidencePacks;

public static class EvidencePacksServices
{
    public static IServiceCollection AddEvidencePacks(this IServiceCollection services) => services
        .AddScoped<GrantOriginReader>()
        .AddScoped<SourceReader>()
        .AddScoped<PackControls>()
        .AddScoped<ItemEvidenceReader>()
        .AddScoped<EvidencePack>();
}
