using System.Diagnostics;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Text;
using static AccessReview.Domain.Campaigns.CampaignEvent;

namespace AccessReview.Domain.Campaigns;

/// <summary>All rules about who may do what to a campaign, when, and what follows. Pure: the same input gives the same ruling.</summary>
public static partial class CampaignMachine
{
    /// <param name="campaign">Null: there is no such campaign yet.</param>
    public static CampaignRuling Decide(Campaign? campaign, CampaignCommand command) => (campaign, command) switch
    {
        (null, CampaignCommand.Create create) => Create(create),
        (null, _) => throw new UnreachableException("A campaign begins with its creation."),
        ({ } known, CampaignCommand.Freeze or CampaignCommand.Start) when command.By.User is null => BySchedule(known, command),
        ({ } known, CampaignCommand.Freeze freeze) => ByPerson(known, command, CampaignAction.Freeze, freeze.Acknowledgement, () => Freeze(known, freeze)),
        ({ } known, CampaignCommand.Start start) => ByPerson(known, command, CampaignAction.Start, start.Acknowledgement, () => Start(known, start)),
        ({ } known, CampaignCommand.DecideLate late) => ByPerson(known, command, CampaignAction.DecideLate, null, () => DecideLate(late)),
        ({ } known, CampaignCommand.Remind { Due: null } remind) => ByPerson(known, command, CampaignAction.Remind, null, () => Remind(remind)),
        ({ } known, CampaignCommand.Extend extend) => ByPerson(known, command, CampaignAction.Extend, extend.Reason, () => Extend(known, extend)),
        ({ } known, CampaignCommand.Close close) when close.By.User is not null =>
            ByPerson(known, command, CampaignAction.Close, close.Reason, () => Accept(new ClosingBegan(PlainText.Clean(close.Reason)) { At = command.At, By = command.By })),
        ({ } known, CampaignCommand.Cancel cancel) =>
            ByPerson(known, command, CampaignAction.Cancel, cancel.Reason, () => Accept(new CancellationBegan(PlainText.Clean(cancel.Reason)!) { At = command.At, By = command.By })), // ByPerson requires it.
        ({ } known, CampaignCommand.AssignItems assign) => ByPerson(known, command, CampaignAction.Reassign, assign.Reason, () => Assign(known, assign)),
        ({ } known, CampaignCommand.ConfirmGuard confirm) => ByPerson(known, command, CampaignAction.ConfirmGuard, confirm.Reason, () => Confirm(known, confirm)),
        ({ } known, CampaignCommand.SignOffReview signOff) => SignOffReview(known, signOff),
        ({ } known, CampaignCommand.SignOffCampaign signOff) => ByPerson(known, command, CampaignAction.SignOff, signOff.Statement, () => SignOffCampaign(known, signOff)),
        ({ } known, _) => BySystem(known, command),
    };

    /// <summary>The actions that the campaign's state and the caller's roles allow. Use it to show buttons.</summary>
    public static IReadOnlyList<CampaignAction> ActionsOf(Campaign campaign, Tasks.Actor by) =>
        [.. Enum.GetValues<CampaignAction>().Where(action => CampaignTable.Allows(action, by.Roles) && StatesOf(action).Contains(campaign.State)
            && (action != CampaignAction.ConfirmGuard || !IsFirstPerson(campaign, by))
            && (action != CampaignAction.SignOff || (MaySignOff(campaign, by) && campaign.SignedOff is null)))];

    /// <summary>The states in which an action is possible.</summary>
    public static IReadOnlyList<CampaignState> StatesOf(CampaignAction action) => action switch
    {
        CampaignAction.Read => Enum.GetValues<CampaignState>(),
        CampaignAction.Create => [],
        CampaignAction.Preview => [CampaignState.Draft, CampaignState.Freezing, CampaignState.Frozen],
        CampaignAction.Freeze => [CampaignState.Draft],
        CampaignAction.Start => [CampaignState.Frozen],
        CampaignAction.Reassign => [CampaignState.Frozen, CampaignState.Open],
        CampaignAction.DecideLate or CampaignAction.Remind or CampaignAction.Extend or CampaignAction.Close => [CampaignState.Open],
        CampaignAction.Cancel => [CampaignState.Draft, CampaignState.Freezing, CampaignState.Frozen, CampaignState.Opening, CampaignState.Open],
        CampaignAction.ConfirmGuard => [CampaignState.Guard],
        CampaignAction.SignOff => [CampaignState.Closed, CampaignState.Remediated],
    };

    /// <summary>Why a campaign with this population cannot start at this time; null: it can.</summary>
    /// <param name="isAccepted">A person accepts old data with this start.</param>
    public static CampaignRefusal? WhyNotToStart(Campaign campaign, DateTimeOffset at, bool isAccepted = false)
    {
        if (campaign.Plan.Due <= at)
            return CampaignRefusal.DuePassed;
        if (campaign.Population is not { Items: > 0 } population)
            return CampaignRefusal.NoItems;
        if (population.Items > CampaignPlan.MaxItems)
            return CampaignRefusal.TooManyItems;
        return population.NeedsAttention == population.Items ? CampaignRefusal.NoReviewers
            : StaleData.WhyNot(campaign.Plan.StaleData, StaleData.Among(population.Apps, at), isAccepted || campaign.AcceptedData is not null);
    }

    private static CampaignRuling Create(CampaignCommand.Create command)
    {
        // A schedule creates campaigns in the name of nobody.
        var isOfSchedule = command is { By.User: null, Plan.Origin.Run: not null };
        if (!isOfSchedule && WhyNot(CampaignAction.Create, command) is { } refusal)
            return Refuse(refusal);
        var plan = command.Plan.Cleaned();
        if (plan.FindFault(command.At) is { } fault)
            return Refuse(fault);
        return CampaignTable.Allows(CampaignAction.Start, command.OwnerRoles)
            ? Accept(new CampaignCreated(command.Id, plan) { At = command.At, By = command.By })
            : Refuse(CampaignRefusal.OwnerNotAllowed);
    }

    private static CampaignRuling Freeze(Campaign campaign, CampaignCommand.Freeze command)
    {
        if (campaign.Plan.Due <= command.At)
            return Refuse(CampaignRefusal.DuePassed);
        var stale = StaleData.Among(command.Apps, command.At);
        var accepted = Accepted(command, command.Acknowledgement, stale);
        return StaleData.WhyNot(campaign.Plan.StaleData, stale, accepted is not null) is { } why
            ? Refuse(why)
            : Accept(new FreezeBegan { At = command.At, By = command.By, Accepted = accepted });
    }

    private static CampaignRuling Start(Campaign campaign, CampaignCommand.Start command)
    {
        var accepted = Accepted(command, command.Acknowledgement, StaleData.Among(campaign.Population?.Apps ?? [], command.At));
        return WhyNotToStart(campaign, command.At, accepted is not null) is { } why
            ? Refuse(why)
            : Accept(new CampaignStarted { At = command.At, By = command.By, Accepted = accepted });
    }

    /// <summary>What a person accepts; null: they give no reason, or no data is old.</summary>
    private static StaleDataAcceptance? Accepted(CampaignCommand command, string? reason, IReadOnlyList<AppFreshness> stale) =>
        stale.Count > 0 && PlainText.Clean(reason) is { } why ? new StaleDataAcceptance(why, [.. stale.Select(app => app.App)], command.By.User, command.At) : null;

    /// <summary>The schedule of a template freezes the campaigns that it created, and starts them if the template says so.</summary>
    private static CampaignRuling BySchedule(Campaign campaign, CampaignCommand command)
    {
        var action = command is CampaignCommand.Freeze ? CampaignAction.Freeze : CampaignAction.Start;
        if (campaign.Plan.Origin is not { Run: not null } origin || (action == CampaignAction.Start && !(origin.StartsAt() <= command.At)))
            return Refuse(CampaignRefusal.NotAllowed);
        if (!StatesOf(action).Contains(campaign.State))
            return Refuse(CampaignRefusal.WrongState);
        return command switch
        {
            CampaignCommand.Freeze freeze => Freeze(campaign, freeze),
            CampaignCommand.Start start => Start(campaign, start),
            _ => throw new UnreachableException("A schedule freezes and starts campaigns, and nothing else."),
        };
    }

    private static CampaignRuling DecideLate(CampaignCommand.DecideLate command) => command.Count == 0
        ? new CampaignRuling.Accepted(null)
        : Accept(command.Adds ? new LateAdded(command.Count) { At = command.At, By = command.By } : new LateLeft(command.Count) { At = command.At, By = command.By });

    private static CampaignRuling Remind(CampaignCommand.Remind command) => command.People == 0
        ? new CampaignRuling.Accepted(null)
        : Accept(new RemindersSent(command.Due, command.People, command.To) { At = command.At, By = command.By });

    private static CampaignRuling Extend(Campaign campaign, CampaignCommand.Extend command)
    {
        if (command.Due <= command.At)
            return Refuse(CampaignRefusal.DuePassed);
        return command.Due <= campaign.Plan.Due
            ? Refuse(CampaignRefusal.DueNotLater)
            : Accept(new DueExtended(command.Due, PlainText.Clean(command.Reason)!) { At = command.At, By = command.By }); // ByPerson requires it.
    }

    private static CampaignRuling Assign(Campaign campaign, CampaignCommand.AssignItems command) => Accept(new ItemsAssigned(command.Items, command.To, PlainText.Clean(command.Reason)!) // ByPerson requires it.
    {
        At = command.At,
        By = command.By,
        NeedsAttention = campaign.State == CampaignState.Frozen ? command.NeedsAttention : null,
    });

    private static CampaignRuling Confirm(Campaign campaign, CampaignCommand.ConfirmGuard command) => IsFirstPerson(campaign, command.By)
        ? Refuse(CampaignRefusal.SecondPersonRequired)
        : Accept(new GuardConfirmed(command.Removes, PlainText.Clean(command.Reason)) { At = command.At, By = command.By });

    private static bool IsFirstPerson(Campaign campaign, Tasks.Actor by) => by.User is { } person && !campaign.MayConfirm(person);

    private static CampaignRuling BySystem(Campaign campaign, CampaignCommand command)
    {
        if (command.By.User is not null)
            return Refuse(CampaignRefusal.NotAllowed);
        return (campaign.State, command) switch
        {
            (CampaignState.Freezing, CampaignCommand.CompleteFreeze frozen) => Accept(new PopulationFrozen(frozen.Population) { At = command.At, By = command.By }),
            (CampaignState.Opening, CampaignCommand.CompleteOpening) => Accept(new TasksOpened { At = command.At, By = command.By }),
            (CampaignState.Open, CampaignCommand.Remind { Due: { } due } sent) => Accept(new RemindersSent(due, sent.People, null) { At = command.At, By = command.By }),
            (CampaignState.Open, CampaignCommand.Close) when campaign.Plan.ClosesAt <= command.At => Accept(new ClosingBegan(null) { At = command.At, By = command.By }),
            (CampaignState.Closing, CampaignCommand.CompleteClosing { Silence: var silence, Removals: var removals }) when silence.NeedsGuard(campaign.Plan.Guard) =>
                Accept(new GuardSet(silence) { At = command.At, By = command.By, Removals = removals }),
            (CampaignState.Closing, CampaignCommand.CompleteClosing { Silence: var silence }) => Accept(new ApplyingBegan(silence) { At = command.At, By = command.By }),
            (CampaignState.Applying, CampaignCommand.CompleteApplying applied) => Accept(new CampaignClosed { At = command.At, By = command.By, Removals = applied.Removals }),
            (CampaignState.Cancelling, CampaignCommand.CompleteCancellation cancelled) =>
                Accept(new CampaignCancelled { At = command.At, By = command.By, Removals = cancelled.Removals }),
            (CampaignState.Closed, CampaignCommand.CompleteRemediation) when campaign.FollowsRemovals => Accept(new CampaignRemediated { At = command.At, By = command.By }),
            (CampaignState.Remediated, CampaignCommand.ReopenRemediation again) when campaign.FollowsRemovals =>
                Accept(new RemediationReopened(again.Removals) { At = command.At, By = command.By }),
            (CampaignState.Remediated or CampaignState.Cancelled, CampaignCommand.EndRemovals) when campaign.FollowsRemovals => Accept(new RemovalsEnded { At = command.At, By = command.By }),
            var (_, _) => Refuse(CampaignRefusal.WrongState),
        };
    }

    /// <summary>Checks what all commands of people have in common. Extending, closing, cancelling and reassigning need a reason.</summary>
    private static CampaignRuling ByPerson(Campaign campaign, CampaignCommand command, CampaignAction action, string? reason, Func<CampaignRuling> decide)
    {
        if (WhyNot(action, command) is { } refusal)
            return Refuse(refusal);
        if (!StatesOf(action).Contains(campaign.State))
            return Refuse(CampaignRefusal.WrongState);
        var cleaned = PlainText.Clean(reason);
        if (PlainText.IsTooLong(cleaned))
            return Refuse(CampaignRefusal.TextTooLong);
        if (cleaned is null && action is CampaignAction.Extend or CampaignAction.Close or CampaignAction.Cancel or CampaignAction.Reassign)
            return Refuse(CampaignRefusal.ReasonRequired);
        return decide();
    }

    private static CampaignRefusal? WhyNot(CampaignAction action, CampaignCommand command)
    {
        if (command.By.User is null)
            return CampaignRefusal.NotAllowed;
        if (command.By.Roles.HasFlag(Roles.Auditor))
            return CampaignRefusal.ReadOnlyRole;
        return CampaignTable.Allows(action, command.By.Roles) ? null : CampaignRefusal.NotAllowed;
    }

    private static CampaignRuling Accept(CampaignEvent happened) => new CampaignRuling.Accepted(happened);

    private static CampaignRuling Refuse(CampaignRefusal why) => new CampaignRuling.Refused(why);
}
