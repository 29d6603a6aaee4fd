using AccessReview.App.Tasks.Effects;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>Updates the item of a campaign after a change of its task.</summary>
internal sealed class CampaignEffects(CampaignItems items) : IEffectHandler
{
    public string Name => "campaign";

    public string Title => Say($"the campaign");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes)
    {
        if (changes.Task.Campaign is not null)
            yield return new("", changes.Task.Version, token => items.FollowAsync(changes.Task, token));
    }
}
