using System.Text.Json;
using AccessReview.App.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>Who was assigned to a task and by what right somebody decided it, from its history.</summary>
internal static class DecisionTrail
{
    /// <summary>The decision that made the outcome. Null: nobody decided, or the decision was undone.</summary>
    public static DecisionEvidence? Of(TaskRecord record, CampaignNames names, CampaignSignOffs signOffs)
    {
        // A denied exception is no decision, nor is one that still waits.
        if (record.Task.Exception is not null || StageRules.DecisiveOf(record.Task) is not { } decisive)
            return null;
        return DecisionsOf(record, names, signOffs).LastOrDefault(one => one.Recorded == decisive).Evidence;
    }

    /// <summary>The decisions of all stages, oldest first; null: the task has one stage, or nobody decided.</summary>
    public static IReadOnlyList<StageEvidence>? StagesOf(TaskRecord record, CampaignNames names, CampaignSignOffs signOffs) =>
        record.Task is { Policy.Stages: not null, Decisions.Count: > 0 }
            ? [.. DecisionsOf(record, names, signOffs).Select(one => new StageEvidence(StageRules.NumberOf(record.Task.Policy, one.Recorded.Step), one.Evidence))]
            : null;

    private static IEnumerable<(RecordedDecision Recorded, DecisionEvidence Evidence)> DecisionsOf(TaskRecord record, CampaignNames names, CampaignSignOffs signOffs)
    {
        var events = record.Events.Select(one => one.Event).ToList();
        var made = UndoneEvents.Without(events).OfType<TaskEvent.Decided>().ToList();
        foreach (var recorded in record.Task.Decisions)
        {
            if (made.LastOrDefault(one => one.At == recorded.At && one.By.User == recorded.By) is { } decided)
                yield return (recorded, Of(record.Task, events, recorded, decided, names, signOffs));
        }
    }

    private static DecisionEvidence Of(ReviewTask task, IReadOnlyList<TaskEvent> events, RecordedDecision recorded, TaskEvent.Decided decided, CampaignNames names, CampaignSignOffs signOffs)
    {
        var assigned = AssignedAt(events, decided).FirstOrDefault(assignee => assignee.User == (decided.OnBehalfOf ?? recorded.By));
        var isHolder = task.Policy.Steps[recorded.Step].AsksHolder();
        return new DecisionEvidence(
            names.View(recorded.By),
            decided.Decision,
            decided.Reason,
            decided.At,
            isHolder ? Authority.Holder : AuthorityOf(decided, assigned),
            assigned?.Source,
            decided.OnBehalfOf,
            decided.By.Proof,
            (recorded.By == task.Subject.User && !isHolder) || recorded.By == task.Subject.AccountOwner,
            [.. events.OfType<TaskEvent.DecisionUndone>().Select(undone => undone.At)])
        {
            Until = decided.Terms?.Until,
            IsTogether = decided.IsTogether ?? false,
            Facts = decided.Access is { } access ? Evidence.Of(access).HintsAt(decided.At) : null,
            Bulk = decided.Bulk,
            SignOff = signOffs.Of(decided),
            Exception = decided.Terms?.Control is { } control
                ? new ExceptionEvidence(control, names.View(recorded.Approval?.By), recorded.Approval?.At, recorded.Approval?.Reason)
                : null,
        };
    }

    public static IEnumerable<TrailLine> AssignmentsOf(TaskRecord record) =>
        from one in record.Events
        let to = AssigneesOf(one.Event)
        where to is not null
        select new TrailLine(
            one.Event.At,
            JsonNamingPolicy.CamelCase.ConvertName(one.Event.GetType().Name),
            one.Event.By.User,
            [.. to.Select(assignee => assignee.User)],
            (one.Event as TaskEvent.Reassigned)?.Reason);

    private static Authority AuthorityOf(TaskEvent.Decided decided, Assignee? assigned) => (decided, assigned?.Reason) switch
    {
        ({ IsOverride: true }, _) => Authority.Override,
        ({ OnBehalfOf: not null }, _) => Authority.Delegate,
        (_, AssigneeReason.Fallback) => Authority.Fallback,
        (_, AssigneeReason.Reassigned) => Authority.Reassigned,
        (_, AssigneeReason.Escalated) => Authority.Escalated,
        _ => Authority.Rule,
    };

    /// <summary>The assignees right before the decision.</summary>
    private static IReadOnlyList<Assignee> AssignedAt(IEnumerable<TaskEvent> events, TaskEvent.Decided decided)
    {
        List<Assignee> assigned = [];
        foreach (var happened in events.TakeWhile(happened => !ReferenceEquals(happened, decided)))
        {
            if (AssigneesOf(happened) is not { } now)
                continue;
            if (happened is not TaskEvent.AssigneesAdded)
                assigned.Clear();
            assigned.AddRange(now);
        }

        return assigned;
    }

    /// <summary>The assignees that an event names; null: it names none.</summary>
    internal static IReadOnlyList<Assignee>? AssigneesOf(TaskEvent happened) => happened switch
    {
        TaskEvent.StepStarted started => started.Assignees,
        TaskEvent.Reassigned reassigned => reassigned.Assignees,
        TaskEvent.AssigneesAdded added => added.Assignees,
        TaskEvent.AssigneesReplaced replaced => replaced.Assignees,
        TaskEvent.AssigneesChanged changed => changed.Assignees,
        _ => null,
    };
}
