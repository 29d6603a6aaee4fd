using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>When a person was asked for a decision: when they got the task, and each reminder.</summary>
/// <param name="At">Oldest first.</param>
public sealed record AskedPerson(UserId Person, IReadOnlyList<DateTimeOffset> At);

/// <summary>Who was asked how often and when, from the history of a task.</summary>
internal static class AskedTrail
{
    public static IReadOnlyList<AskedPerson> Of(TaskRecord record)
    {
        var asked = new Dictionary<UserId, List<DateTimeOffset>>();
        IReadOnlyList<UserId> now = [];
        foreach (var happened in record.Events.Select(one => one.Event))
        {
            var before = now;
            now = happened is TaskEvent.AssigneesAdded added
                ? [.. before.Union(added.Assignees.Select(assignee => assignee.User))]
                : DecisionTrail.AssigneesOf(happened)?.Select(assignee => assignee.User).ToList() ?? before;
            var isReminder = happened is TaskEvent.Reminded or TaskEvent.SecondChannelUsed;
            foreach (var person in isReminder || happened is TaskEvent.StepStarted ? now : now.Except(before))
                (asked.TryGetValue(person, out var times) ? times : asked[person] = []).Add(happened.At);
        }

        return [.. asked.OrderBy(one => one.Value[0]).ThenBy(one => one.Key.Value, StringComparer.Ordinal).Select(one => new AskedPerson(one.Key, one.Value))];
    }
}
