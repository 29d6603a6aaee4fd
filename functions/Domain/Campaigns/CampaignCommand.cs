using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Campaigns;

/// <summary>A command on a campaign.</summary>
public abstract record CampaignCommand
{
    private CampaignCommand()
    {
    }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    /// <param name="OwnerRoles">The roles of the plan's owner.</param>
    public sealed record Create(CampaignId Id, CampaignPlan Plan, Roles OwnerRoles) : CampaignCommand;

    public sealed record Freeze : CampaignCommand
    {
        /// <summary>How old the data of the apps is in which the scope can find access.</summary>
        public IReadOnlyList<AppFreshness> Apps { get; init; } = [];

        /// <summary>Why a person accepts old data; null: nobody does.</summary>
        public string? Acknowledgement { get; init; }
    }

    /// <summary>The population is recorded. Only the system sends this and the other commands without a reason.</summary>
    public sealed record CompleteFreeze(Population Population) : CampaignCommand;

    public sealed record Start : CampaignCommand
    {
        /// <summary>Why a person accepts old data; null: nobody does.</summary>
        public string? Acknowledgement { get; init; }
    }

    public sealed record CompleteOpening : CampaignCommand;

    /// <summary>Adds late access as items after the population, or leaves it to the next campaign.</summary>
    public sealed record DecideLate(int Count, bool Adds) : CampaignCommand;

    /// <summary>Reminds reviewers who have work left. The system sends it when a reminder of the plan was sent.</summary>
    /// <param name="Due">The time for which the plan has the reminder; null: a person sends it.</param>
    public sealed record Remind(DateTimeOffset? Due, int People, IReadOnlyList<UserId>? To) : CampaignCommand;

    public sealed record Extend(DateTimeOffset Due, string? Reason) : CampaignCommand;

    /// <param name="Reason">Why it closes early. The system closes it at its due date without one.</param>
    public sealed record Close(string? Reason) : CampaignCommand;

    /// <summary>No task is open any more, and the rule for missing answers was evaluated.</summary>
    /// <param name="Removals">The removals of the campaign.</param>
    public sealed record CompleteClosing(SilenceResult Silence, int Removals = 0) : CampaignCommand;

    /// <param name="Removes">False: the access of missing answers stays.</param>
    public sealed record ConfirmGuard(bool Removes, string? Reason) : CampaignCommand;

    /// <summary>The owner chose the reviewer of some items.</summary>
    /// <param name="Items">How many.</param>
    /// <param name="NeedsAttention">How many items then have no reviewer, before the start; null: the campaign is open.</param>
    public sealed record AssignItems(int Items, Directory.UserId To, string? Reason, int? NeedsAttention = null) : CampaignCommand;

    /// <param name="Removals">The removals of the campaign.</param>
    public sealed record CompleteApplying(int Removals = 0) : CampaignCommand;

    /// <summary>Every removal has ended.</summary>
    public sealed record CompleteRemediation : CampaignCommand;

    /// <param name="Removals">How many removals are open again.</param>
    public sealed record ReopenRemediation(int Removals) : CampaignCommand;

    /// <summary>Removed access is not compared with the directory any more.</summary>
    public sealed record EndRemovals : CampaignCommand;

    public sealed record Cancel(string? Reason) : CampaignCommand;

    /// <param name="Removals">The removals of the campaign.</param>
    public sealed record CompleteCancellation(int Removals = 0) : CampaignCommand;

    /// <summary>A reviewer signs off their decisions.</summary>
    /// <param name="Work">What the reviewer decided, as of now.</param>
    /// <param name="SeenHash">The hash of the list that the reviewer saw; null: the list as it is now.</param>
    public sealed record SignOffReview(ReviewWork Work, string? Statement, string? SeenHash) : CampaignCommand;

    /// <summary>The owner states that the review is complete.</summary>
    public sealed record SignOffCampaign(string? Statement) : CampaignCommand;
}

/// <summary>The result of a command on a campaign.</summary>
public abstract record CampaignRuling
{
    private CampaignRuling()
    {
    }

    /// <summary>Accepted. Without an event: it was already done.</summary>
    public sealed record Accepted(CampaignEvent? Event) : CampaignRuling;

    public sealed record Refused(CampaignRefusal Why) : CampaignRuling;
}
