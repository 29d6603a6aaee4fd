using AccessReview.App.Notifications;
using AccessReview.App.Text;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tests.Notifications;

/// <summary>Tasks of each kind for mails: Ada's access to GitHub's Admin role, assigned to Grace, then to Barbara.</summary>
internal static class MailSamples
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    public static readonly Uri Link = new("http://localhost:7071/r/1.k1.payload.mac");

    public static readonly User Ada = Person("ada", "Ada Lovelace");
    public static readonly User Grace = Person("grace", "Grace Hopper") with { TimeZone = "Europe/Berlin" };
    public static readonly User Barbara = Person("barbara", "Barbara Liskov");

    public static DirectoryFacts Facts { get; } = new()
    {
        People = new Dictionary<UserId, User> { [Ada.Id] = Ada with { ManagerId = Grace.Id }, [Grace.Id] = Grace with { ManagerId = Barbara.Id }, [Barbara.Id] = Barbara },
        AppOwners = [Grace.Id],
        EntitlementOwners = [Grace.Id],
        Admins = [Barbara.Id],
    };

    public static Subject Subject { get; } = new()
    {
        User = Ada.Id,
        UserName = "Ada Lovelace",
        Account = new AccountId("ada-l"),
        App = new AppId("github"),
        AppName = "GitHub",
        Entitlement = new EntitlementId("github-admin"),
        EntitlementName = "Admin",
        Risk = Risk.Medium,
    };

    public static IReadOnlyList<TaskEvent> Open(TaskKind kind, Subject? subject = null, string? reason = "I keep the release branch while Alan is away.", Policy? policy = null)
    {
        var command = new TaskCommand.Open
        {
            Id = TaskId.Derive(kind.ToString(), "mail"),
            Number = 1042,
            Subject = subject ?? Subject,
            Case = new CaseId("case-1"),
            Policy = policy ?? PolicyFor(kind),
            RequestedBy = Ada.Id,
            Reason = reason,
            At = Monday,
            By = Actor.System,
            Facts = Facts,
        };
        return ((Ruling.Accepted)TaskMachine.Open(command)).Events;
    }

    public static IReadOnlyList<TaskEvent> After(IReadOnlyList<TaskEvent> events, Func<ReviewTask, TaskCommand> command)
    {
        var task = ReviewTask.Fold(events);
        return TaskMachine.Decide(task, command(task)) is Ruling.Accepted accepted ? [.. events, .. accepted.Events] : throw new InvalidOperationException("The sample is refused.");
    }

    public static IReadOnlyList<TaskEvent> Decided(IReadOnlyList<TaskEvent> events, Decision decision, string? reason = null) =>
        After(events, _ => new TaskCommand.Decide(decision, null, null, reason) { At = Monday + TimeSpan.FromHours(3), By = Actor.Person(Grace.Id), Facts = Facts });

    public static IReadOnlyList<TaskEvent> Climbed(IReadOnlyList<TaskEvent> events)
    {
        var task = ReviewTask.Fold(events);
        var at = task.StepStartedAt + task.CurrentStep.Ladder[task.NextRung].After;
        return After(events, _ => new TaskCommand.ClimbRung(task.Step, task.NextRung) { At = at, By = Actor.System, Facts = Facts });
    }

    public static TaskMailModel Matter(IReadOnlyList<TaskEvent> events, NotificationKind kind, User to)
    {
        var task = ReviewTask.Fold(events);
        return new TaskMailModel(new Notice(task.Id, task.Generation, task.Version, kind, to.Id), task, events, Facts, to);
    }

    /// <summary>In the language of the recipient.</summary>
    public static MailModel Asking(TaskMailModel matter)
    {
        using var speaking = Language.Use(Language.Choose([matter.Recipient.Locale]));
        return TaskRequestMail.Write(matter, Link);
    }

    /// <summary>In the language of the recipient.</summary>
    public static MailModel Telling(TaskMailModel matter)
    {
        using var speaking = Language.Use(Language.Choose([matter.Recipient.Locale]));
        return OutcomeMail.Write(matter, Link);
    }

    private static Policy PolicyFor(TaskKind kind) => new()
    {
        Id = $"sample-{kind}",
        Name = "Sample",
        Kind = kind,
        Steps =
        [
            new PolicyStep
            {
                Name = "First",
                Assignees = new AssigneeRule(kind == TaskKind.Approval ? AssigneeSource.SubjectManager : AssigneeSource.AppOwners),
                ReasonRequiredFor = [KindRules.DecisionsOf(kind)[1]],
                Ladder =
                [
                    new Rung(TimeSpan.FromDays(1), RungAction.Remind),
                    new Rung(TimeSpan.FromDays(3), RungAction.AddAssignee) { Who = new AssigneeRule(AssigneeSource.AssigneesManagers) },
                    new Rung(TimeSpan.FromDays(6), RungAction.SecondChannel),
                    new Rung(TimeSpan.FromDays(7), RungAction.Close) { Outcome = Outcome.NoResponse },
                ],
            },
        ],
    };

    private static User Person(string id, string name) => new() { Id = new UserId(id), Email = $"{id}@example.org", DisplayName = name };
}
