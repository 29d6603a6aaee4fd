using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The texts about campaigns.</summary>
internal static class CampaignText
{
    public static string Name(CampaignState state) => state switch
    {
        CampaignState.Draft => Say($"Draft"),
        CampaignState.Freezing => Say($"Recording the population"),
        CampaignState.Frozen => Say($"Ready to start"),
        CampaignState.Opening => Say($"Opening tasks"),
        CampaignState.Open => Say($"Open"),
        CampaignState.Closing => Say($"Closing"),
        CampaignState.Guard => Say($"Waiting for confirmation"),
        CampaignState.Applying => Say($"Applying the rule"),
        CampaignState.Closed => Say($"Closed"),
        CampaignState.Remediated => Say($"Remediated"),
        CampaignState.Cancelling => Say($"Cancelling"),
        CampaignState.Cancelled => Say($"Cancelled"),
    };

    public static string Name(ItemState state) => state switch
    {
        ItemState.Frozen => Say($"Not opened yet"),
        ItemState.Open => Say($"Open"),
        ItemState.Silent => Say($"No answer"),
        ItemState.Done => Say($"Completed"),
    };

    public static string Name(ItemOutcome outcome) => outcome switch
    {
        ItemOutcome.Certified => Say($"Certified by a reviewer"),
        ItemOutcome.CertifiedWithException => Say($"Certified with an exception"),
        ItemOutcome.Removed => Say($"Removed by a reviewer"),
        ItemOutcome.KeptBySilence => Say($"No answer: kept"),
        ItemOutcome.RemovedBySilence => Say($"No answer: removed"),
        ItemOutcome.AlreadyRemoved => Say($"Already removed"),
        ItemOutcome.RemovalTakenBack => Say($"Removal taken back"),
        ItemOutcome.RemovalContested => Say($"Removal contested: kept"),
        ItemOutcome.ReviewedElsewhere => Say($"Reviewed by another task"),
        ItemOutcome.Cancelled => Say($"Cancelled"),
    };

    public static string Name(LateState state) => state switch
    {
        LateState.Waiting => Say($"Not decided"),
        LateState.Added => Say($"Added to the campaign"),
        LateState.Left => Say($"Left to the next campaign"),
        LateState.Gone => Say($"No longer held"),
    };

    /// <summary>How a late access came.</summary>
    public static string Name(GrantOrigin origin) => origin switch
    {
        GrantOrigin.Import => Say($"Reported by the app"),
        GrantOrigin.Task => Say($"Granted after a request"),
        GrantOrigin.Inherited => Say($"Inherited"),
    };

    public static string Name(NoResponseRule rule) => rule switch
    {
        NoResponseRule.Keep => Say($"Keep the access"),
        NoResponseRule.Remove => Say($"Remove the access"),
        NoResponseRule.FollowFacts => Say($"Remove it if the person has left or does not use it"),
    };

    public static string Name(DecisionsFinal when) => when switch
    {
        DecisionsFinal.AtOnce => Say($"At once"),
        DecisionsFinal.UntilSignOff => Say($"When the reviewer signs off, or the campaign closes"),
    };

    public static string Name(StaleDataRule rule) => rule switch
    {
        StaleDataRule.Warn => Say($"Warn"),
        StaleDataRule.Acknowledge => Say($"A person accepts it with a reason"),
        StaleDataRule.Block => Say($"Do not record the population"),
    };

    public static string Name(DataState result) => result switch
    {
        DataState.Completed => Say($"Completed"),
        DataState.Running => Say($"The import is running"),
        DataState.Failed => Say($"The import failed"),
        DataState.Unknown => Say($"No import is known"),
    };

    public static string Name(ScopeExclusion reason) => reason switch
    {
        ScopeExclusion.App => Say($"Another app"),
        ScopeExclusion.Entitlement => Say($"Another entitlement"),
        ScopeExclusion.Risk => Say($"Risk too low"),
        ScopeExclusion.Tag => Say($"Without these tags"),
        ScopeExclusion.Privileged => Say($"Privileged or not"),
        ScopeExclusion.Person => Say($"Another person"),
        ScopeExclusion.Department => Say($"Another department"),
        ScopeExclusion.Manager => Say($"Another manager"),
        ScopeExclusion.Title => Say($"Another title"),
        ScopeExclusion.EmploymentType => Say($"Another employment type"),
        ScopeExclusion.PersonStatus => Say($"Active or left"),
        ScopeExclusion.Inherited => Say($"Inherited or direct"),
        ScopeExclusion.Account => Say($"Another account"),
        ScopeExclusion.UsedRecently => Say($"Used recently"),
        ScopeExclusion.ObtainedEarlier => Say($"Obtained earlier"),
        ScopeExclusion.StillCertified => Say($"Still certified"),
        ScopeExclusion.NotExpiring => Say($"Does not end soon"),
        ScopeExclusion.CertifiedRecently => Say($"Certified recently"),
        ScopeExclusion.AlreadyOpen => Say($"Another review is open"),
    };

    /// <summary>What happens next, or what a person must do.</summary>
    public static string Next(Campaign campaign, LocalTime time) => campaign.State switch
    {
        CampaignState.Draft => Say($"Check the preview. Then record the population."),
        CampaignState.Freezing => Say($"The population is being recorded. You can leave this page."),
        CampaignState.Frozen => Say($"The population is recorded. Start the campaign to open the tasks and to notify the reviewers."),
        CampaignState.Opening => Say($"The tasks are being opened. You can leave this page."),
        CampaignState.Open when campaign.Plan.Reminders.GraceDays > 0 => Say($"The due date is {time.SayDate(campaign.Plan.Due)}. The campaign closes on {time.SayDate(campaign.Plan.ClosesAt)}."),
        CampaignState.Open => Say($"Reviewers decide until {time.SayDate(campaign.Plan.Due)}."),
        CampaignState.Closing => Say($"Open tasks are being closed. You can leave this page."),
        CampaignState.Guard => Say($"Nobody answered for {campaign.Silence?.Removals ?? 0:N0} items that would be removed. A second person must decide: not the owner, and not the one who closed the campaign."),
        CampaignState.Applying => Say($"The rule for missing answers is being applied. You can leave this page."),
        CampaignState.Closed => Say($"The campaign is closed. Its results stay."),
        CampaignState.Remediated => Say($"The campaign is closed, and every removal has ended."),
        CampaignState.Cancelling => Say($"Open tasks are being cancelled. You can leave this page."),
        CampaignState.Cancelled => Say($"The campaign is cancelled."),
    };

    /// <summary>Why a person is suggested as a reviewer.</summary>
    public static string Name(SuggestionSource source) => source switch
    {
        SuggestionSource.ManagersManager => Say($"The manager's manager"),
        SuggestionSource.AppOwner => Say($"Owner of the app"),
        SuggestionSource.EntitlementOwner => Say($"Owner of the entitlement"),
        SuggestionSource.Administrator => Say($"Administrator"),
        SuggestionSource.CampaignOwner => Say($"Owner of the campaign"),
    };

    /// <summary>The reviewers that a rule finds.</summary>
    public static string Reviewers(AssigneeSource source) => source switch
    {
        AssigneeSource.SubjectManager => Say($"The person's manager"),
        AssigneeSource.AppOwners => Say($"The app's owners"),
        AssigneeSource.EntitlementOwners => Say($"The entitlement's owners"),
        AssigneeSource.Named => Say($"Named people"),
        AssigneeSource.AccountResponsible => Say($"The person responsible for the account, or the app's owners"),
        AssigneeSource.Holder => Say($"The person whose access it is"),
        AssigneeSource.Admins or AssigneeSource.AssigneesManagers => Say($"Administrators"),
    };

    public static string Why(CampaignRefusal why) => why switch
    {
        CampaignRefusal.NameMissing => Say($"Enter a name."),
        CampaignRefusal.TextTooLong => Say($"The text is too long."),
        CampaignRefusal.ReviewersMissing => Say($"Choose who reviews: the manager, the app's owners, the entitlement's owners, or at least one named person."),
        CampaignRefusal.TooManyStages => Say($"A campaign has at most {CampaignStages.Max} stages of reviewers."),
        CampaignRefusal.StagesNeedDecisionsAtOnce => Say($"Several stages need decisions that take effect at once, not at the sign-off."),
        CampaignRefusal.SharesOutOfRange => Say($"Enter a share from 1 to 100 percent for each stage that you use, 100 in all, or none."),
        CampaignRefusal.GuardOutOfRange => Say($"The guard needs a number of removals of 0 or more, and a share from 0 to 100 percent."),
        CampaignRefusal.RemindersOutOfRange => Say($"A reminder can be sent 0 to {CampaignReminders.MaxDays} days before the due date, at most {CampaignReminders.MaxTimes} times, and a campaign can close at most {CampaignReminders.MaxDays} days after it."),
        CampaignRefusal.DaysOutOfRange => Say($"The number of days must be from 1 to 3650."),
        CampaignRefusal.RemovalsOutOfRange =>
            Say($"The cooling-off time is 0 to {CampaignRemovals.MaxCoolingOffHours} hours, and a removal may take 1 to {CampaignRemovals.MaxWorkingDays} working days."),
        CampaignRefusal.WrongDecision => Say($"Only certify and remove can require a reason."),
        CampaignRefusal.DuePassed => Say($"The due date must be in the future."),
        CampaignRefusal.DueNotLater => Say($"The new due date must be later than the current one."),
        CampaignRefusal.OwnerNotAllowed => Say($"The owner must be an administrator or a campaign owner."),
        CampaignRefusal.ReasonRequired => Say($"Enter a reason."),
        CampaignRefusal.NoItems => Say($"The campaign reviews no access. Create a campaign with another scope."),
        CampaignRefusal.TooManyItems => Say($"A campaign has at most {CampaignPlan.MaxItems:N0} items. Create several campaigns with smaller scopes."),
        CampaignRefusal.StaleData => Say($"The data of some apps is too old. Import it again."),
        CampaignRefusal.StaleDataNotAccepted => Say($"The data of some apps is too old. Import it again, or accept it with a reason."),
        CampaignRefusal.NoReviewers => Say($"Nobody can review this access. Create a campaign with other reviewers."),
        CampaignRefusal.SecondPersonRequired => Say($"Another person must confirm this: not the owner, and not the one who closed the campaign."),
        CampaignRefusal.NoSignOff => Say($"Decisions of this campaign take effect at once. There is nothing to sign off."),
        CampaignRefusal.StatementMissing => Say($"Enter a statement."),
        CampaignRefusal.UndecidedItems => Say($"Decide all your items before you sign off."),
        CampaignRefusal.NothingToSignOff => Say($"You made no decision since your last sign-off."),
        CampaignRefusal.ListChanged => Say($"Your decisions have changed since you opened this page. Check the list again."),
        CampaignRefusal.AlreadySignedOff => Say($"The campaign is already signed off."),
        CampaignRefusal.ReadOnlyRole => Say($"Auditors can read campaigns but not change them."),
        CampaignRefusal.NotAllowed => Say($"You do not have permission to do this."),
        CampaignRefusal.WrongState => Say($"The campaign's state does not allow this."),
    };
}
