using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Builders;

/// <summary>Policies that assign Alice and end after a week, and variations of them.</summary>
internal static class APolicy
{
    public static AssigneeRule Named(params UserId[] users) => new(AssigneeSource.Named) { Users = users };

    public static Rung Remind(double days) => new(Days(days), RungAction.Remind);

    public static Rung SecondChannel(double days) => new(Days(days), RungAction.SecondChannel);

    public static Rung Add(double days, AssigneeRule who) => new(Days(days), RungAction.AddAssignee) { Who = who };

    public static Rung Replace(double days, AssigneeRule who) => new(Days(days), RungAction.ReplaceAssignee) { Who = who };

    public static Rung Skip(double days) => new(Days(days), RungAction.SkipStep);

    public static Rung Close(double days, Outcome outcome = Outcome.NoResponse) => new(Days(days), RungAction.Close) { Outcome = outcome };

    public static PolicyStep Asking(AssigneeRule who, params Rung[] ladder) =>
        new() { Name = "ask", Assignees = who, Ladder = ladder.Length == 0 ? [Close(7)] : ladder };

    public static PolicyStep AskingAlice(params Rung[] ladder) => Asking(Named(People.Alice), ladder);

    public static Policy For(TaskKind kind, params PolicyStep[] steps) =>
        new() { Id = "p", Name = "Policy", Kind = kind, Steps = steps.Length == 0 ? [AskingAlice()] : steps };
}
