using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>A command on a task. It carries its own time and the directory data that the rules may use.</summary>
public abstract record TaskCommand
{
    private TaskCommand()
    {
    }

    public required DateTimeOffset At { get; init; }

    public required Actor By { get; init; }

    public required DirectoryFacts Facts { get; init; }

    /// <summary>Opens a task. It is the only command without an existing task.</summary>
    public sealed record Open : TaskCommand
    {
        public required TaskId Id { get; init; }

        public required int Number { get; init; }

        public required Subject Subject { get; init; }

        public required CaseId Case { get; init; }

        public required Policy Policy { get; init; }

        public UserId? RequestedBy { get; init; }

        public string? Reason { get; init; }

        public TaskId? Parent { get; init; }

        public TaskCampaign? Campaign { get; init; }

        /// <summary>What reviewers rely on, as the campaign recorded it.</summary>
        public ReliedFacts? Relied { get; init; }
    }

    /// <param name="Decision">The verb.</param>
    /// <param name="Step">The step that the decider saw; null: the current one.</param>
    /// <param name="Generation">The generation that a signed link was issued for; null: the current one.</param>
    /// <param name="Reason">The decider's reason, in their own words.</param>
    public sealed record Decide(Decision Decision, int? Step, int? Generation, string? Reason) : TaskCommand
    {
        /// <summary>What was known of the access. The decision stores it.</summary>
        public AccessContext? Access { get; init; }

        /// <summary>Null: none.</summary>
        public CertificationTerms? Terms { get; init; }

        /// <summary>The access is certified together with other unchanged access, in one step.</summary>
        public bool IsTogether { get; init; }

        /// <summary>The version of the access that the decider saw; null: not checked.</summary>
        public int? Seen { get; init; }

        /// <summary>The caller wants the decision to take effect at once.</summary>
        public bool SettlesNow { get; init; }

        /// <summary>How long the decider can undo the decision, by the organization's setting.</summary>
        public TimeSpan UndoFor { get; init; }

        /// <summary>The call that makes several decisions together; null: this one is made alone.</summary>
        public BulkCall? Bulk { get; init; }
    }

    /// <summary>A reviewer signed off: the staged decision takes effect. Only the system sends it. Its time is that of the sign-off.</summary>
    /// <param name="Version">The version of the staged decision that was signed off. A later one stays staged.</param>
    public sealed record SettleStaged(SignedOff SignedOff, long Version) : TaskCommand;

    /// <summary>Undoes the last decision, or withdraws the staged one, by the person who made it.</summary>
    /// <param name="Step">The step of the decision; null: that of the last one.</param>
    /// <param name="Generation">The generation of the decision, which a signed link is bound to; null: that of the last one.</param>
    public sealed record Undo(int? Step, int? Generation) : TaskCommand
    {
        /// <summary>The decision has taken effect, whatever the time is.</summary>
        public bool IsTooLate { get; init; }
    }

    public sealed record Comment(string? Text) : TaskCommand;

    public sealed record Reassign(UserId To, int? Step, string? Reason) : TaskCommand
    {
        /// <summary>Somebody who runs the task's campaign reassigns it.</summary>
        public bool IsByCampaign { get; init; }
    }

    public sealed record Remind : TaskCommand;

    public sealed record ClimbRung(int Step, int Rung) : TaskCommand;

    /// <summary>Checks the task again after a change of the directory or an end date. Only the system sends it.</summary>
    public sealed record Recheck : TaskCommand;

    public sealed record Cancel(string? Reason) : TaskCommand;

    public sealed record Retry(string? Reason) : TaskCommand;

    /// <summary>Asks the requester for information. The ladder pauses until the answer or the time-out.</summary>
    public sealed record AskRequester(string? Text) : TaskCommand;

    /// <summary>Answers the open question.</summary>
    public sealed record AnswerQuestion(string? Text) : TaskCommand;

    /// <summary>Ends a question that nobody answered in time. Only the system sends it.</summary>
    public sealed record TimeOutQuestion : TaskCommand;

    /// <summary>Approves or denies the pending exception, as a second person.</summary>
    public sealed record JudgeProposal(bool Approves, string? Reason) : TaskCommand;

    /// <summary>The task's campaign ends: the task closes without an answer, or is cancelled with it. Only the system sends it.</summary>
    /// <param name="IsCancelled">The campaign is cancelled.</param>
    public sealed record EndReview(bool IsCancelled) : TaskCommand;

    /// <summary>The due date of the task's campaign was moved to a later time. Only the system sends it.</summary>
    public sealed record MoveDue(DateTimeOffset Due) : TaskCommand;

    /// <summary>The rule for missing answers of the task's campaign removes the access. Only the system sends it.</summary>
    public sealed record PlanRemoval(DateTimeOffset StartsAt) : TaskCommand;

    /// <summary>Starts the removal after its cooling-off time. Only the system sends it.</summary>
    public sealed record StartRemoval : TaskCommand;

    /// <param name="People">The people of the task's campaign.</param>
    public sealed record TakeBackRemoval(string? Reason, RemovalPeople People) : TaskCommand;

    /// <param name="People">The people of the task's campaign.</param>
    public sealed record ContestRemoval(string? Text, RemovalPeople People) : TaskCommand;

    /// <param name="Removes">False: the access stays.</param>
    /// <param name="People">The people of the task's campaign.</param>
    public sealed record JudgeContest(bool Removes, string? Reason, RemovalPeople People) : TaskCommand;
}
