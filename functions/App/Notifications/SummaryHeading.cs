using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>The subject and the first sentence of a mail about several tasks. The subject has the counts.</summary>
public static class SummaryHeading
{
    public static string Of(SummaryMailModel matter) => (matter.Kind, matter.Items.Count) switch
    {
        (SummaryKind.Delegated, 1) => Say($"You have 1 task on behalf of {NameOfAway(matter)}"),
        (SummaryKind.Delegated, var count) => Say($"You have {count} tasks on behalf of {NameOfAway(matter)}"),
        (SummaryKind.Digest, 0) when matter.Ended.Count == 0 => Say($"New comments"),
        (SummaryKind.Digest, 0) => Say($"Closed tasks"),
        (SummaryKind.Digest, 1) => Say($"You have 1 open task"),
        (SummaryKind.Digest, var count) => Say($"You have {count} open tasks"),
        (SummaryKind.Campaign, _) => CampaignReminderText.Heading(matter),
        (SummaryKind.Overdue, _) => CampaignReminderText.OwnerHeading(matter),
        (SummaryKind.Gathered, _) => OfBatch(matter),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Lead(SummaryMailModel matter) => matter.Kind switch
    {
        SummaryKind.Gathered => LeadOfBatch(matter),
        SummaryKind.Digest => LeadOfDigest(matter),
        SummaryKind.Campaign => CampaignReminderText.Lead(matter),
        SummaryKind.Overdue => CampaignReminderText.OwnerLead(matter),
        SummaryKind.Delegated => matter.Away?.DelegateUntil is { } until
            ? Say($"{NameOfAway(matter)} is out of office until {matter.Time.Say(until)}. You are the delegate and can decide these tasks until then.")
            : Say($"{NameOfAway(matter)} is out of office. You are the delegate and can decide these tasks."),
    };

    /// <summary>The heading of a section, if there are several.</summary>
    public static string Of(SummarySection section, int count) => section switch
    {
        SummarySection.Unassigned => count == 1 ? Say($"1 task without an assignee") : Say($"{count} tasks without an assignee"),
        SummarySection.Escalated => count == 1 ? Say($"1 task escalated to you") : Say($"{count} tasks escalated to you"),
        SummarySection.LastReminder => count == 1 ? Say($"1 last reminder") : Say($"{count} last reminders"),
        SummarySection.Reminder => count == 1 ? Say($"1 reminder") : Say($"{count} reminders"),
        SummarySection.New => count == 1 ? Say($"1 new task") : Say($"{count} new tasks"),
        SummarySection.Open => count == 1 ? Say($"1 open task") : Say($"{count} open tasks"),
        SummarySection.Comment => count == 1 ? Say($"1 new comment") : Say($"{count} new comments"),
        SummarySection.Closed => count == 1 ? Say($"1 closed task") : Say($"{count} closed tasks"),
    };

    /// <summary>The sections with their numbers, most urgent first.</summary>
    public static IReadOnlyList<(SummarySection Section, int Count)> Sections(SummaryMailModel matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        IEnumerable<(SummarySection Section, int Count)> all =
        [
            .. matter.Items.CountBy(item => item.Section).OrderBy(part => part.Key).Select(part => (part.Key, part.Value)),
            (SummarySection.Comment, matter.Comments.Count),
            (SummarySection.Closed, matter.Ended.Count),
        ];
        return [.. all.Where(part => part.Count > 0)];
    }

    private static string OfBatch(SummaryMailModel matter)
    {
        var sections = Sections(matter);
        if (sections is not [var (section, count)])
            return Listing.And([.. sections.Select(part => Of(part.Section, part.Count))]);
        var tasks = CountText.Tasks([.. matter.Items.Select(item => item.Row.Kind)]);
        return (section, CommonDay(matter)) switch
        {
            (SummarySection.New, _) => count == 1 ? Say($"You have 1 new task") : Say($"You have {count} new tasks"),
            (SummarySection.Reminder, { } day) => count == 1 ? Say($"{tasks} is due on {day}") : Say($"{tasks} are due on {day}"),
            (SummarySection.Reminder, null) => Say($"{tasks} are due, the first on {FirstDay(matter)}"),
            (SummarySection.LastReminder, { } day) => count == 1 ? Say($"Last reminder: {tasks} closes on {day}") : Say($"Last reminder: {tasks} close on {day}"),
            (SummarySection.LastReminder, null) => Say($"Last reminder: {tasks} close, the first on {FirstDay(matter)}"),
            (SummarySection.Escalated, _) => Say($"Escalated to you: {tasks}"),
            (SummarySection.Unassigned, _) => count == 1 ? Say($"Nobody can decide 1 task") : Say($"Nobody can decide {count} tasks"),
            _ => Of(section, count),
        };
    }

    private static string LeadOfBatch(SummaryMailModel matter)
    {
        if (matter.Items.Count == 0)
            return matter.Comments.Count > 0 ? Say($"Open a task to read all its comments and to answer.") : Say($"Open a task to see how it ended.");
        var due = CommonDay(matter) is { } day ? Say($"All are due on {day}.") : Say($"The first one is due on {matter.Time.Say(matter.Items.Min(item => item.Row.DueAt))}.");
        return Sections(matter) is not [var (section, _)] ? due : section switch
        {
            SummarySection.Unassigned => $"{Say($"These tasks have no assignee. Reassign them, or add a manager or owner in the directory.")} {due}",
            SummarySection.Escalated => $"{Say($"Nobody has answered yet, so these tasks are now assigned to you.")} {due}",
            // The subject has the day.
            SummarySection.LastReminder => Say($"Nobody has answered yet."),
            SummarySection.Reminder => Say($"These tasks still need your decision."),
            _ => due,
        };
    }

    private static string LeadOfDigest(SummaryMailModel matter)
    {
        if (matter is { Items.Count: 0, Ended.Count: 0 })
            return Say($"You have no open tasks. There are new comments since your last digest.");
        if (matter.Items.Count == 0)
            return Say($"You have no open tasks. These tasks closed since your last digest.");
        return matter.Items.Count(item => item.Row.DueAt <= matter.At) switch
        {
            0 => Say($"Your daily digest, ordered by due date."),
            1 => Say($"Your daily digest. 1 task is overdue."),
            var count => Say($"Your daily digest. {count} tasks are overdue."),
        };
    }

    /// <summary>The day on which all tasks of a batch are due; null: there are several, or some are overdue.</summary>
    public static string? CommonDay(SummaryMailModel matter)
    {
        ArgumentNullException.ThrowIfNull(matter);
        return matter is { Kind: SummaryKind.Gathered, Items: [var first, ..] items }
            && items.All(item => item.Row.DueAt > matter.At && matter.Time.DayOf(item.Row.DueAt) == matter.Time.DayOf(first.Row.DueAt))
            ? matter.Time.SayMonthDay(first.Row.DueAt)
            : null;
    }

    private static string FirstDay(SummaryMailModel matter) => matter.Time.SayMonthDay(matter.Items.Min(item => item.Row.DueAt));

    private static string NameOfAway(SummaryMailModel matter) => matter.Away?.DisplayName ?? PersonNames.Former;
}
