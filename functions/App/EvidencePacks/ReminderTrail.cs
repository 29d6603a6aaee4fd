using AccessReview.Domain.Campaigns;

namespace AccessReview.App.EvidencePacks;

/// <summary>The campaign reminds a reviewer of all open items at once. This says which items a reminder was about.</summary>
internal static class ReminderTrail
{
    /// <summary>The item with the reminders that its reviewers got while it was open.</summary>
    public static ItemEvidence Add(ItemEvidence item, IEnumerable<CampaignEvent> events) => item.OpenedAt is not { } opened ? item : item with
    {
        Reminders =
        [
            .. item.Reminders.Concat(events.OfType<CampaignEvent.RemindersSent>()
                .Where(sent => sent.At >= opened && (item.EndedAt is not { } ended || sent.At <= ended))
                .Where(sent => sent.To is not { } people || item.Reviewers.Any(reviewer => people.Contains(reviewer.Id)))
                .Select(sent => sent.At)).Order(),
        ],
    };
}
