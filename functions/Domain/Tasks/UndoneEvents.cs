namespace AccessReview.Domain.Tasks;

/// <summary>Undone decisions stay in the history, but nothing follows from them.</summary>
public static class UndoneEvents
{
    /// <summary>A decision and what follows from it.</summary>
    private const int EventsOfDecision = 2;

    /// <summary>The events without undone decisions, as if these had not been made.</summary>
    /// <param name="events">A task's history, oldest first.</param>
    public static IReadOnlyList<TaskEvent> Without(IEnumerable<TaskEvent> events)
    {
        List<TaskEvent> left = [];
        foreach (var happened in events)
        {
            if (happened is TaskEvent.DecisionUndone)
                left.RemoveRange(left.Count - EventsOfDecision, EventsOfDecision);
            else
                left.Add(happened);
        }

        return left;
    }

    /// <summary>The versions of the events from which nothing follows: undone decisions and their undoing.</summary>
    /// <param name="events">A task's history from its beginning, oldest first.</param>
    public static IReadOnlySet<long> VersionsIn(IEnumerable<TaskEvent> events) => events
        .Select((happened, index) => (happened, Version: (long)index + 1))
        .Where(one => one.happened is TaskEvent.DecisionUndone)
        .SelectMany(one => Enumerable.Range(0, EventsOfDecision + 1).Select(back => one.Version - back))
        .ToHashSet();
}
