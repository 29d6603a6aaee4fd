using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <param name="By">Null: the campaign itself.</param>
public sealed record StepEvidence(DateTimeOffset At, PersonView? By, string? Reason = null);

/// <param name="Due">The new due date.</param>
public sealed record ExtensionEvidence(DateTimeOffset At, PersonView? By, string Reason, DateTimeOffset Due);

/// <summary>The confirmation of removals without an answer by a second person.</summary>
/// <param name="Removals">How many removals waited for it.</param>
/// <param name="ClosedBy">Who closed the campaign; null: its due date passed.</param>
/// <param name="ConfirmedBy">Another person than the owner and the one who closed it; null: nobody yet.</param>
/// <param name="Removes">False: the access stays; null: nobody has decided yet.</param>
public sealed record GuardEvidence(int Removals, DateTimeOffset SetAt, PersonView Owner, PersonView? ClosedBy, PersonView? ConfirmedBy, DateTimeOffset? ConfirmedAt, bool? Removes, string? Reason);

/// <summary>Access that was obtained or reviewed before is in the period since the last campaign with the same scope.</summary>
/// <param name="From">When the population of that campaign was recorded; null: this is the first one with its scope.</param>
/// <param name="To">When the population of this campaign was recorded.</param>
/// <param name="Previous">That campaign.</param>
/// <param name="CadenceDays">The days between both.</param>
public sealed record PeriodEvidence(DateTimeOffset? From, DateTimeOffset? To, CampaignId? Previous, string? PreviousName, double? CadenceDays);

/// <param name="Id">The policy's id. The first event of each task in <c>events.jsonl</c> has the whole policy as it ran.</param>
/// <param name="Items">How many items it applied to.</param>
public sealed record PolicyCount(string Id, int Items);

/// <summary>When and by whom the control was performed: block A of the evidence.</summary>
/// <param name="ConfigurationHash">SHA-256 of the plan as JSON, as it is now; extensions change its due date.</param>
public sealed record PackControl(
    string? Control,
    PersonView Owner,
    PeriodEvidence Period,
    StepEvidence? Created,
    StepEvidence? Recorded,
    StepEvidence? Started,
    StepEvidence? Opened,
    StepEvidence? Closing,
    StepEvidence? Closed,
    StepEvidence? Cancelled,
    DateTimeOffset FirstDue,
    DateTimeOffset Due,
    IReadOnlyList<ExtensionEvidence> Extended,
    GuardEvidence? Guard,
    IReadOnlyList<PolicyCount> Policies,
    string ConfigurationHash,
    string Product);
