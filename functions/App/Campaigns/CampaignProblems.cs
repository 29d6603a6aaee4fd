using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Text;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Campaigns;

/// <summary>The problems of commands on campaigns.</summary>
internal static class CampaignProblems
{
    public static string TagOf(Campaign campaign) => campaign.Version.ToString(CultureInfo.InvariantCulture);

    public static ProblemException Changed(Campaign campaign) => Problems.ChangedMeanwhile($"\"{TagOf(campaign)}\"");

    /// <param name="campaign">Null: it is not created.</param>
    public static ProblemException Of(CampaignRefusal why, Campaign? campaign) => why switch
    {
        CampaignRefusal.NameMissing => Bad("name_missing", CampaignText.Why(why)),
        CampaignRefusal.TextTooLong => Bad("text_too_long", CampaignText.Why(why)),
        CampaignRefusal.ReviewersMissing => Bad("reviewers_missing", CampaignText.Why(why)),
        CampaignRefusal.TooManyStages => Bad("too_many_stages", CampaignText.Why(why)),
        CampaignRefusal.StagesNeedDecisionsAtOnce => Bad("stages_need_decisions_at_once", CampaignText.Why(why)),
        CampaignRefusal.SharesOutOfRange => Bad("shares_out_of_range", CampaignText.Why(why)),
        CampaignRefusal.GuardOutOfRange => Bad("guard_out_of_range", CampaignText.Why(why)),
        CampaignRefusal.DaysOutOfRange => Bad("days_out_of_range", CampaignText.Why(why)),
        CampaignRefusal.RemovalsOutOfRange => Bad("removals_out_of_range", CampaignText.Why(why)),
        CampaignRefusal.WrongDecision => Bad("wrong_decision", CampaignText.Why(why)),
        CampaignRefusal.RemindersOutOfRange => Bad("reminders_out_of_range", CampaignText.Why(why)),
        CampaignRefusal.DuePassed => Bad("due_passed", CampaignText.Why(why)),
        CampaignRefusal.DueNotLater => Bad("due_not_later", CampaignText.Why(why)),
        CampaignRefusal.OwnerNotAllowed => Bad("owner_not_allowed", CampaignText.Why(why)),
        CampaignRefusal.ReasonRequired => Bad("reason_required", CampaignText.Why(why)),
        CampaignRefusal.NoItems => Problems.Conflict("no_items", CampaignText.Why(why)),
        CampaignRefusal.TooManyItems => Problems.Conflict("too_many_items", CampaignText.Why(why)),
        CampaignRefusal.StaleData => Problems.Conflict("stale_data", CampaignText.Why(why)),
        CampaignRefusal.StaleDataNotAccepted => Problems.Conflict("stale_data_not_accepted", CampaignText.Why(why)),
        CampaignRefusal.NoReviewers => Problems.Conflict("no_reviewers", CampaignText.Why(why)),
        CampaignRefusal.SecondPersonRequired => Problems.Forbidden("second_person_required", CampaignText.Why(why)),
        CampaignRefusal.NoSignOff => Problems.Conflict("no_sign_off", CampaignText.Why(why)),
        CampaignRefusal.StatementMissing => Bad("statement_missing", CampaignText.Why(why)),
        CampaignRefusal.UndecidedItems => Problems.Conflict("undecided_items", CampaignText.Why(why)),
        CampaignRefusal.NothingToSignOff => Problems.Conflict("nothing_to_sign_off", CampaignText.Why(why)),
        CampaignRefusal.ListChanged => Problems.Conflict("list_changed", CampaignText.Why(why)),
        CampaignRefusal.AlreadySignedOff => Problems.Conflict("already_signed_off", CampaignText.Why(why)),
        CampaignRefusal.ReadOnlyRole => Problems.Forbidden("read_only_role", CampaignText.Why(why)),
        CampaignRefusal.NotAllowed => Problems.Forbidden(),
        CampaignRefusal.WrongState => WrongState(campaign),
    };

    /// <summary>A refusal of a command. For old data it names the apps.</summary>
    public static ProblemException Of(CampaignRefusal why, Campaign campaign, CampaignCommand command)
    {
        var problem = Of(why, campaign);
        if (why is not (CampaignRefusal.StaleData or CampaignRefusal.StaleDataNotAccepted))
            return problem;
        var stale = StaleData.Among(command is CampaignCommand.Freeze freeze ? freeze.Apps : campaign.Population?.Apps ?? [], command.At);
        return new ProblemException(
            problem.Status, problem.Code, problem.Title, Say($"Old data: {Listing.And([.. stale.Select(app => app.Name)])}."),
            new Dictionary<string, object?> { ["apps"] = stale.Select(app => AppFreshnessView.Of(app, command.At)).ToList() });
    }

    /// <summary>The population is not what a preview showed.</summary>
    public static ProblemException ScopeChanged() => Problems.Conflict("scope_changed", Say($"The access in the scope has changed since the preview. Check the preview again."));

    /// <summary>Why an item cannot get another reviewer.</summary>
    public static ProblemException OfItem(Refusal why) => why switch
    {
        Refusal.OwnAccess => new(StatusCodes.Status403Forbidden, "own_access", Say($"You cannot decide about your own access.")),
        Refusal.ReasonRequired => Bad("reason_required", Say($"Enter a reason.")),
        Refusal.TextTooLong => Bad("text_too_long", Say($"The text is too long.")),
        Refusal.TaskClosed => Problems.Conflict("task_closed", Say($"The task is closed.")),
        _ => Bad("target_not_eligible", Say($"This person cannot decide about this access.")),
    };

    /// <summary>Names the state, who put the campaign into it, and when.</summary>
    private static ProblemException WrongState(Campaign? campaign) => new(
        StatusCodes.Status409Conflict,
        "wrong_state",
        CampaignText.Why(CampaignRefusal.WrongState),
        campaign is null ? null : Say($"The campaign's state: {CampaignText.Name(campaign.State)}."),
        new Dictionary<string, object?> { ["campaignState"] = campaign?.State, ["changedBy"] = campaign?.Changed.By, ["changedAt"] = campaign?.Changed.At });

    private static ProblemException Bad(string code, string title) => new(StatusCodes.Status400BadRequest, code, title);
}
