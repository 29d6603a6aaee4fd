using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Says who decides for users who are out of office.</summary>
public static class DelegateText
{
    /// <summary>Returns a sentence for each assignee who is out of office.</summary>
    public static IEnumerable<string> Of(ReviewTask task, DirectoryFacts facts, LocalTime time) =>
        task.IsOpen ? task.Assignees.Select(assignee => Of(assignee, facts, time)).OfType<string>() : [];

    /// <summary>Returns null if the assignee is not out of office.</summary>
    public static string? Of(Assignee assignee, DirectoryFacts facts, LocalTime time)
    {
        var delegateId = assignee.InsteadOf is null ? assignee.Delegate : assignee.User;
        if (delegateId is not { } person)
            return null;
        var (who, away) = (new PersonNames(facts).Of(person), new PersonNames(facts).Of(assignee.Found));
        return facts.Find(assignee.Found)?.DelegateUntil is { } until
            ? Say($"{who} decides on behalf of {away} until {time.SayDate(until)}")
            : Say($"{who} decides on behalf of {away}, who is out of office");
    }

    /// <summary>For the user who is out of office.</summary>
    /// <param name="delegateName">The delegate's name.</param>
    /// <param name="until">When the user is back; null: not known.</param>
    public static string ForYou(string delegateName, DateTimeOffset? until, LocalTime time) => until is { } end
        ? Say($"{delegateName} decides on your behalf until {time.SayDate(end)}. You can still decide yourself.")
        : Say($"{delegateName} decides on your behalf until you end your absence. You can still decide yourself.");
}
