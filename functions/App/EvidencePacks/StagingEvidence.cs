using System.Text.Json;
using AccessReview.App.Campaigns;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>A change of a decision before it took effect.</summary>
/// <param name="What">decisionStaged, stagedWithdrawn or stagedReturned.</param>
/// <param name="By">Null: the system.</param>
/// <param name="Proof">How the person proved who they are.</param>
/// <param name="Bulk">The call that made it together with others; null: it was made alone.</param>
public sealed record StagingLine(DateTimeOffset At, string What, UserId? By, Proof Proof, Decision? Decision, string? Reason, BulkCall? Bulk)
{
    internal static IEnumerable<StagingLine> Of(TaskRecord record) =>
        from one in record.Events
        let happened = one.Event
        where happened is TaskEvent.DecisionStaged or TaskEvent.StagedWithdrawn or TaskEvent.StagedReturned
        let staged = happened as TaskEvent.DecisionStaged
        select new StagingLine(
            happened.At, JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name), happened.By.User, happened.By.Proof, staged?.Decision, staged?.Reason, staged?.Bulk);
}

/// <summary>How a staged decision took effect.</summary>
/// <param name="StagedAt">When the reviewer made the decision.</param>
/// <param name="By">Who signed it off; null: nobody did before the campaign closed.</param>
/// <param name="At">When they signed off.</param>
/// <param name="Statement">What they stated.</param>
public sealed record SignOffEvidence(DateTimeOffset StagedAt, UserId? By, DateTimeOffset? At, string? Statement);

/// <summary>The sign-offs of a campaign, from its history.</summary>
public sealed class CampaignSignOffs
{
    private readonly List<(UserId By, CampaignEvent.ReviewerSignedOff Event)> _all;

    private CampaignSignOffs(List<(UserId By, CampaignEvent.ReviewerSignedOff Event)> all) => _all = all;

    /// <summary>The newest sign-off of each reviewer, in the order of their first.</summary>
    public IReadOnlyList<SignOff> Newest =>
    [
        .. _all.GroupBy(one => one.By).Select(same => same.Last()).Select(one => new SignOff(one.By, one.Event.At, one.Event.Statement, one.Event.Certified, one.Event.Removed, one.Event.Hash)),
    ];

    internal static CampaignSignOffs Of(IEnumerable<StoredCampaignEvent> events) =>
        new([.. events.Select(stored => stored.Event).OfType<CampaignEvent.ReviewerSignedOff>().Where(one => one.By.User is not null).Select(one => (one.By.User!.Value, one))]); // Filtered.

    internal SignOffEvidence? Of(TaskEvent.Decided decided) => decided switch
    {
        { StagedAt: null } => null,
        { StagedAt: { } at, SignedOff: null } => new SignOffEvidence(at, null, null, null),
        { StagedAt: { } at, SignedOff: { } signed } => new SignOffEvidence(
            at, signed.By, signed.At, _all.FirstOrDefault(one => one.By == signed.By && one.Event.At == signed.At).Event?.Statement),
    };
}
