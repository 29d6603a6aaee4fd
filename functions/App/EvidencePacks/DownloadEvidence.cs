using AccessReview.App.Audit;
using AccessReview.App.Campaigns;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.EvidencePacks;

/// <summary>Downloads the evidence of a campaign. Its API URL is also the link on the campaign's page.</summary>
public sealed partial class DownloadEvidence(CampaignReader campaigns, EvidencePack packs, EvidenceReads reads, DigestArchive archive, ILogger<DownloadEvidence> logger)
{
    [Function(nameof(DownloadEvidence))]
    [Requires(OrganizationAction.ReadCampaigns)]
    [Api(
        "The evidence of a campaign as a ZIP file: its plan and history, its population with a hash, each item with its decision and removal, the history of its tasks, and a signed manifest.",
        Answers = typeof(byte[]), Content = "application/zip")]
    [ApiProblem(409, "not_frozen", "not_signable")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/campaigns/{id}/evidence")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.FindAsync(id, cancellationToken)).Campaign;
        if (campaign.Population is null)
            throw Problems.Conflict("not_frozen", Say($"The population of the campaign is not recorded yet."), Say($"Record the population first."));
        if (!archive.IsThere)
            throw Problems.Conflict("not_signable", Say($"There is no key to sign evidence with."), Say($"An operator must set Audit:ContainerUri or Audit:Folder."));
        var caller = request.HttpContext.GetCaller();
        var (pack, _, read) = await packs.MakeAsync(campaign, caller, cancellationToken);
        await reads.AddAsync(campaign.Id, read, cancellationToken);
        Log.Downloaded(logger, campaign.Id, caller.Id.Value, pack.Length);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        // The result closes the file, which deletes it.
        return Results.File(pack, "application/zip", $"evidence-{campaign.Id}.zip");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Evidence of campaign {Campaign} downloaded by {Person}: {Bytes} bytes")]
        public static partial void Downloaded(ILogger logger, CampaignId campaign, string person, long bytes);
    }
}
