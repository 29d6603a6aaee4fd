using AccessReview.App.Campaigns;
using AccessReview.Domain.Campaigns;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.CampaignTemplates;

/// <summary>The texts about templates.</summary>
internal static class TemplateText
{
    /// <param name="kind">Null: there is no schedule.</param>
    public static string Name(RecurrenceKind? kind) => kind is { } known ? Name(known) : Say($"Never: a person creates campaigns");

    private static string Name(RecurrenceKind kind) => kind switch
    {
        RecurrenceKind.MonthEnds => Say($"Each month"),
        RecurrenceKind.QuarterEnds => Say($"Each quarter, to end before it ends"),
        RecurrenceKind.Cron => Say($"By a cron expression"),
    };

    public static string Schedule(CampaignRecurrence? recurrence) => recurrence switch
    {
        null => Name(null),
        { Kind: RecurrenceKind.Cron } => Say($"By the cron expression {recurrence.Cron}"),
        { Kind: RecurrenceKind.MonthEnds } => Say($"On day {recurrence.Day ?? CampaignRecurrence.LastDay} of each month, or on its last day"),
        _ => Say($"Ends {recurrence.WorkingDaysBefore ?? CampaignRecurrence.UsualWorkingDays} working days before each quarter ends"),
    };

    public static string Start(int? afterDays) => afterDays switch
    {
        null => Say($"A person starts the campaign"),
        0 => Say($"At once"),
        1 => Say($"After 1 day"),
        _ => Say($"After {afterDays:N0} days"),
    };

    public static string State(TemplateRunView run) => run.State switch
    {
        TemplateRunState.Begun => Say($"Recording the population"),
        TemplateRunState.Waiting => Say($"Waits for its start"),
        TemplateRunState.Done => Say($"Created"),
        TemplateRunState.Stopped => run.Why is { } why ? CampaignText.Why(why) : Say($"Stopped"),
    };
}
