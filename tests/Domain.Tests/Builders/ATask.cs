using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using Xunit;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Builders;

/// <summary>Opens tasks on Monday and applies commands to them.</summary>
internal static class ATask
{
    public static Subject About(Risk risk = Risk.Low) => new()
    {
        User = People.Subject,
        UserName = "Sub Ject",
        App = new AppId("crm"),
        AppName = "CRM",
        Entitlement = new EntitlementId("crm-admin"),
        EntitlementName = "CRM admin",
        Risk = risk,
    };

    public static TaskCommand.Open Opening(Policy policy, Risk risk = Risk.Low, DirectoryFacts? facts = null) => new()
    {
        At = Monday,
        By = Actor.System,
        Facts = facts ?? People.Facts,
        Id = new TaskId("t1"),
        Number = 1042,
        Subject = About(risk),
        Case = new CaseId("c1"),
        Policy = policy,
        RequestedBy = People.Requester,
        Reason = "Needed for the migration",
    };

    public static ReviewTask Opened(Policy policy, Risk risk = Risk.Low, DirectoryFacts? facts = null) =>
        ReviewTask.Fold(TaskMachine.Open(Opening(policy, risk, facts)).Events());

    public static ReviewTask Opened(TaskKind kind) => Opened(APolicy.For(kind));

    public static TaskCommand.Decide Deciding(UserId by, Decision decision, int? step = null, int? generation = null, string? reason = null, DateTimeOffset? at = null) =>
        new(decision, step, generation, reason) { At = at ?? Hour(1), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.Reassign Reassigning(UserId by, UserId to, string? reason = "On leave", int? step = null) =>
        new(to, step, reason) { At = Hour(1), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.Remind Reminding(UserId by, double hour = 1) => new() { At = Hour(hour), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.Comment Commenting(UserId by, string? text = "Asked the team") => new(text) { At = Hour(1), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.Cancel Cancelling(UserId by, string? reason = null) => new(reason) { At = Hour(1), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.Retry Retrying(UserId by, string? reason = null) => new(reason) { At = Hour(2), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.Undo Undoing(UserId by, int? step = null, int? generation = null, DateTimeOffset? at = null) =>
        new(step, generation) { At = at ?? Hour(1), By = by.Acts(), Facts = People.Facts };
    public static TaskCommand.AskRequester Asking(UserId by, string? text = "Which team needs it?", DateTimeOffset? at = null, DirectoryFacts? facts = null) =>
        new(text) { At = at ?? Hour(1), By = by.Acts(), Facts = facts ?? People.Facts };

    public static TaskCommand.AnswerQuestion Answering(UserId by, string? text = "The finance team", DateTimeOffset? at = null) =>
        new(text) { At = at ?? Hour(2), By = by.Acts(), Facts = People.Facts };

    public static TaskCommand.TimeOutQuestion TimingOut(DateTimeOffset at) => new() { At = at, By = Actor.System, Facts = People.Facts };

    public static TaskCommand.ClimbRung Climbing(ReviewTask task, DateTimeOffset at, DirectoryFacts? facts = null) =>
        new(task.Step, task.NextRung) { At = at, By = Actor.System, Facts = facts ?? People.Facts };

    public static TaskCommand.Recheck Rechecking(DirectoryFacts? facts = null, DateTimeOffset? at = null) =>
        new() { At = at ?? Hour(1), By = Actor.System, Facts = facts ?? People.Facts };

    public static IReadOnlyList<TaskEvent> Events(this Ruling ruling) => Assert.IsType<Ruling.Accepted>(ruling).Events;

    public static Refusal Refusal(this Ruling ruling) => Assert.IsType<Ruling.Refused>(ruling).Why;

    public static ReviewTask After(this ReviewTask task, TaskCommand command) =>
        TaskMachine.Decide(task, command).Events().Aggregate(task, (next, happened) => next.Evolve(happened));

    /// <summary>The task after the clock has climbed every rung that is due at <paramref name="now"/>, each at its own time.</summary>
    public static ReviewTask At(this ReviewTask task, DateTimeOffset now, DirectoryFacts? facts = null)
    {
        while (task.IsOpen && Lifecycle.Next(task, now) is NextStep.Climb)
            task = task.After(Climbing(task, task.DueAtOf(task.CurrentStep.Ladder[task.NextRung]), facts));
        return task;
    }

    public static IEnumerable<UserId> AssignedUsers(this ReviewTask task) => task.Assignees.Select(assignee => assignee.User);
}
