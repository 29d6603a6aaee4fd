using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>The sentences of reminders of campaigns. They have the count and the due date.</summary>
internal static class CampaignReminderText
{
    public static string Heading(SummaryMailModel matter)
    {
        var (tasks, first) = (CountText.Tasks([.. matter.Items.Select(item => item.Row.Kind)]), matter.Items[0].Row);
        var (name, due) = (first.CampaignName ?? "", matter.Time.SayDate(first.DueAt));
        return (matter.Items.Count, first.DueAt <= matter.At) switch
        {
            (1, false) => Say($"{name}: {tasks} is due on {due}"),
            (_, false) => Say($"{name}: {tasks} are due on {due}"),
            (1, true) => Say($"{name}: {tasks} was due on {due}"),
            (_, true) => Say($"{name}: {tasks} were due on {due}"),
        };
    }

    public static string Lead(SummaryMailModel matter)
    {
        var first = matter.Items[0].Row;
        return first.DueAt <= matter.At && first.ClosesAt is { } closes
            ? Say($"The due date was {matter.Time.SayDate(first.DueAt)}. The campaign closes on {matter.Time.SayDate(closes)}. Decide by then.")
            : Say($"These tasks still need your decision. The due date is {matter.Time.SayDate(first.DueAt)}.");
    }

    public static string OwnerHeading(SummaryMailModel matter) => matter.Rest is { Reviewers: var reviewers, Name: var name }
        ? reviewers.Count == 1 ? Say($"{name}: 1 reviewer has not finished") : Say($"{name}: {reviewers.Count} reviewers have not finished")
        : "";

    public static string OwnerLead(SummaryMailModel matter) => matter.Rest is { } rest
        ? Say($"The due date was {matter.Time.SayDate(rest.Due)}. The campaign closes on {matter.Time.SayDate(rest.ClosesAt)}. These reviewers got a reminder.")
        : "";
}
