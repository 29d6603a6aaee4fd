using AccessReview.App.Campaigns;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyCampaigns;

/// <param name="Task">The number of its task.</param>
/// <param name="Decision">The decision that takes effect; null: none is made.</param>
/// <param name="DecidedAt">When it was made.</param>
/// <param name="NeedsLook">Why an earlier decision could not take effect; null: there was none.</param>
public sealed record SignOffLine(int Task, Subject Subject, Decision? Decision, string? Reason, DateTimeOffset? DecidedAt, ObsoleteCause? NeedsLook)
{
    internal static SignOffLine Of(ReviewTask task) =>
        new(task.Number, task.Subject, task.Staged?.Decision, task.Staged?.Reason, task.Staged?.At, task.Staged?.NeedsLook);
}

/// <summary>What the caller's sign-off would say now.</summary>
/// <param name="Statement">The usual statement, in the caller's language.</param>
/// <param name="Removals">The access that is removed.</param>
/// <param name="Certifications">The access that stays.</param>
/// <param name="Undecided">The items that must be decided first.</param>
/// <param name="List">The hash of the decisions. Send it with the sign-off, so that it covers only this list.</param>
/// <param name="SignedOff">The caller's newest sign-off; null: none.</param>
public sealed record SignOffView(
    CampaignId Campaign,
    string Name,
    CampaignState State,
    DateTimeOffset Due,
    string Statement,
    IReadOnlyList<SignOffLine> Removals,
    IReadOnlyList<SignOffLine> Certifications,
    IReadOnlyList<SignOffLine> Undecided,
    string List,
    SignOff? SignedOff);

/// <summary>Reads what a reviewer's sign-off would say.</summary>
public sealed class SignOffViews(CampaignReader campaigns, SignOffReader reader, SignOffStore signOffs)
{
    /// <exception cref="Http.ProblemException">404: the caller reviews nothing in such a campaign. 409: its decisions take effect at once.</exception>
    internal async Task<SignOffView> ReadAsync(string id, UserId person, CancellationToken cancellationToken)
    {
        var campaign = (await campaigns.FindAsync(id, cancellationToken)).Campaign;
        var list = await reader.ReadAsync(campaign.Id, person, cancellationToken);
        if (!list.IsReviewer)
            throw Http.Problems.NotFound();
        if (campaign.Plan.DecisionsFinal != DecisionsFinal.UntilSignOff)
            throw CampaignProblems.Of(CampaignRefusal.NoSignOff, campaign);
        return new SignOffView(
            campaign.Id,
            campaign.Plan.Name,
            campaign.State,
            campaign.Plan.Due,
            Say($"I reviewed each of these items. My decisions are complete and correct to the best of my knowledge."),
            [.. list.Removed.Select(SignOffLine.Of)],
            [.. list.Certified.Select(SignOffLine.Of)],
            [.. list.Undecided.Select(SignOffLine.Of)],
            list.Hash,
            await signOffs.FindAsync(campaign.Id, person, cancellationToken));
    }
}
