using System.Diagnostics;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>A campaign's history, one sentence per event.</summary>
internal static class CampaignHistory
{
    /// <param name="names">The names of the people of the history.</param>
    /// <param name="time">Formats the due date for the reader.</param>
    public static string Of(CampaignEvent happened, CampaignNames names, LocalTime time)
    {
        var by = happened.By.User is { } person ? names.Of(person) : null;
        return happened switch
        {
            CampaignEvent.CampaignCreated => by is null ? Say($"The schedule of a template created the campaign") : Say($"{by} created the campaign"),
            CampaignEvent.FreezeBegan => by is null ? Say($"The schedule began to record the population") : Say($"{by} began to record the population"),
            CampaignEvent.PopulationFrozen frozen => Say($"Population recorded: {frozen.Population.Items:N0} items"),
            CampaignEvent.CampaignStarted => by is null ? Say($"The schedule started the campaign") : Say($"{by} started the campaign"),
            CampaignEvent.TasksOpened => Say($"All tasks opened"),
            CampaignEvent.LateAdded added => Say($"{by} added late access: {added.Count:N0}"),
            CampaignEvent.LateLeft left => Say($"{by} left late access to the next campaign: {left.Count:N0}"),
            CampaignEvent.RemindersSent sent => by is null ? Say($"Reminder to reviewers with work left: {sent.People:N0}") : Say($"{by} reminded reviewers: {sent.People:N0}"),
            CampaignEvent.DueExtended extended => Say($"{by} moved the due date to {time.SayDate(extended.Due)}"),
            CampaignEvent.ItemsAssigned { Items: 1 } assigned => Say($"{by} chose {names.Of(assigned.To)} as the reviewer of 1 item"),
            CampaignEvent.ItemsAssigned assigned => Say($"{by} chose {names.Of(assigned.To)} as the reviewer of {assigned.Items:N0} items"),
            CampaignEvent.ClosingBegan => by is null ? Say($"The due date passed") : Say($"{by} closed the campaign"),
            CampaignEvent.GuardSet guard => Say($"A second person must confirm {guard.Silence.Removals:N0} removals"),
            CampaignEvent.GuardConfirmed { Removes: true } => Say($"{by} confirmed the removals"),
            CampaignEvent.GuardConfirmed => Say($"{by} decided that the access stays"),
            CampaignEvent.ApplyingBegan applying => Say($"The rule for missing answers removes {applying.Silence.Removals:N0} and keeps {applying.Silence.Keeps:N0}"),
            CampaignEvent.CampaignClosed => Say($"Campaign closed"),
            CampaignEvent.CampaignRemediated => Say($"Every removal has ended"),
            CampaignEvent.RemediationReopened => Say($"The directory still shows removed access: the campaign is not remediated"),
            CampaignEvent.RemovalsEnded => Say($"Removed access is no longer compared with the directory"),
            CampaignEvent.CancellationBegan => Say($"{by} cancelled the campaign"),
            CampaignEvent.ReviewerSignedOff signedOff => Say($"{by} signed off: {signedOff.Certified:N0} certified, {signedOff.Removed:N0} to remove"),
            CampaignEvent.OwnerSignedOff => Say($"{by} signed off the campaign: the review is complete"),
            CampaignEvent.CampaignCancelled => Say($"All tasks cancelled"),
            _ => throw new UnreachableException($"{happened.GetType().Name} has no case in CampaignHistory."),
        };
    }

    private static string Accepted(StaleDataAcceptance accepted) =>
        Say($"Old data accepted ({Listing.And([.. accepted.Apps.Select(app => app.Value)])}): {accepted.Reason}");

    /// <summary>The people whom an event names.</summary>
    internal static IEnumerable<Domain.Directory.UserId?> PeopleOf(CampaignEvent happened) => [happened.By.User, (happened as CampaignEvent.ItemsAssigned)?.To];

    /// <summary>The reason that a person gave; null: none.</summary>
    public static string? ReasonOf(CampaignEvent happened) => happened switch
    {
        CampaignEvent.FreezeBegan { Accepted: { } accepted } => Accepted(accepted),
        CampaignEvent.CampaignStarted { Accepted: { } accepted } => Accepted(accepted),
        CampaignEvent.DueExtended extended => extended.Reason,
        CampaignEvent.ItemsAssigned assigned => assigned.Reason,
        CampaignEvent.ClosingBegan closing => closing.Reason,
        CampaignEvent.GuardConfirmed confirmed => confirmed.Reason,
        CampaignEvent.CancellationBegan cancelled => cancelled.Reason,
        CampaignEvent.ReviewerSignedOff signedOff => signedOff.Statement,
        CampaignEvent.OwnerSignedOff signedOff => signedOff.Statement,
        _ => null,
    };
}
