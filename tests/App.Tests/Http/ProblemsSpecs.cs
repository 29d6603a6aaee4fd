using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class ProblemsSpecs
{
    [Fact]
    public void The_code_of_every_refusal_is_its_own_name()
    {
        foreach (var why in Enum.GetValues<Refusal>())
        {
            var problem = Problems.Of(why, OpenTask());

            Assert.Equal(why.ToString(), string.Concat(problem.Code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
            Assert.InRange(problem.Status, 400, 429);
        }
    }

    [Fact]
    public void The_problem_already_decided_contains_who_decided_what_and_when()
    {
        var at = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        var decided = OpenTask() with { Decisions = [new RecordedDecision(0, 1, UserId.From("mia"), Decision.Approve, null, at, false, null)] };

        var problem = Problems.Of(Refusal.AlreadyDecided, decided);

        Assert.Equal(409, problem.Status);
        Assert.Equal((UserId.From("mia"), Decision.Approve, at), ((UserId)problem.Extensions["decidedBy"]!, (Decision)problem.Extensions["decision"]!, (DateTimeOffset)problem.Extensions["decidedAt"]!));
    }

    private static ReviewTask OpenTask() => new()
    {
        Id = TaskId.From("task"),
        Number = 1,
        Kind = TaskKind.Approval,
        Subject = new Subject
        {
            User = UserId.From("ada"),
            UserName = "Ada Lovelace",
            App = AppId.From("vault"),
            AppName = "Vault",
            Entitlement = EntitlementId.From("vault/reader"),
            EntitlementName = "Reader",
        },
        Case = CaseId.From("case"),
        Policy = new Policy { Id = "approval", Name = "Approval", Kind = TaskKind.Approval, Steps = [] },
        OpenedAt = default,
    };
}
