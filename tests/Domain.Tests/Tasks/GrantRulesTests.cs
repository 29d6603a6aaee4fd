using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.ATask;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Tasks;

public sealed class GrantRulesTests
{
    private static readonly ReviewTask Task = Opened(TaskKind.Provisioning);

    private static readonly Grant Held = AnAccess.Grant();

    private static readonly Grant Ended = Held with { State = GrantState.Ended, EndedAt = Monday, AccountId = new("a1") };

    [Fact]
    public void A_recorded_grant_names_its_task_and_begins_when_the_task_closed()
    {
        var grant = After(null, GrantChange.Record, Until(Day(30)));

        Assert.Equal(
            new Grant { UserId = People.Subject, EntitlementId = new("crm-admin"), AppId = new("crm"), Since = Hour(1), Until = Day(30), Origin = GrantOrigin.Task, Through = "t1" },
            grant);
    }

    [Fact]
    public void A_grant_that_had_ended_begins_anew_with_its_account() =>
        Assert.Equal((GrantState.Active, Hour(1), new AccountId("a1")), After(Ended, GrantChange.Record) is { } grant ? (grant.State, grant.Since, grant.AccountId) : default);

    [Fact]
    public void An_additional_grant_that_had_ended_begins_anew_as_that_grant()
    {
        var grant = After(Ended with { IsAdditional = true }, GrantChange.Record, Task with { Subject = Task.Subject with { Account = new("a2") } });

        Assert.Equal((true, new AccountId("a1")), grant is null ? default : (grant.IsAdditional, grant.AccountId));
    }

    [Fact]
    public void Only_an_additional_grant_needs_its_account_in_its_key()
    {
        Assert.Equal(new AccessKey(People.Subject, new("crm-admin")), AccessKey.Of(Ended));
        Assert.Equal(new AccessKey(People.Subject, new("crm-admin"), new AccountId("a1")), AccessKey.Of(Ended with { IsAdditional = true }));
        Assert.Equal($"{People.Subject}\ncrm-admin", $"{AccessKey.Of(Ended)}");
        Assert.Equal($"{People.Subject}\ncrm-admin\na1", $"{AccessKey.Of(Ended with { IsAdditional = true })}");
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(10, null, 10)]
    [InlineData(null, 20, 20)]
    [InlineData(10, 20, 10)]
    [InlineData(20, 10, 10)]
    public void A_held_grant_stays_and_gets_the_earlier_end(int? held, int? approved, int? expected) =>
        Assert.Equal(Held with { Until = At(expected) }, After(Held with { Until = At(held) }, GrantChange.Record, Until(At(approved))));

    [Fact]
    public void Access_that_was_still_there_becomes_active_when_it_is_granted_again() =>
        Assert.Equal(Held, After(Held with { State = GrantState.StillThere }, GrantChange.Record));

    [Fact]
    public void A_certified_grant_names_who_certified_it_and_when() =>
        Assert.Equal(Held with { LastCertifiedAt = Hour(1), LastCertifiedBy = People.Alice }, After(Held, GrantChange.Certify));

    [Fact]
    public void An_ended_grant_names_its_end() => Assert.Equal(Held with { State = GrantState.Ended, EndedAt = Hour(1) }, After(Held, GrantChange.End));

    [Fact]
    public void Access_that_could_not_be_removed_is_still_there() => Assert.Equal(Held with { State = GrantState.StillThere }, After(Held, GrantChange.MarkStillThere));

    [Theory]
    [InlineData(GrantChange.Certify)]
    [InlineData(GrantChange.End)]
    [InlineData(GrantChange.MarkStillThere)]
    public void Access_that_nobody_holds_is_not_changed(GrantChange change)
    {
        Assert.Null(After(null, change));
        Assert.Null(After(Ended, change));
    }

    private static Grant? After(Grant? grant, GrantChange change, ReviewTask? task = null) =>
        GrantRules.After(grant, task ?? Task, new Effect.ChangeGrant(change, People.Alice), Hour(1));

    private static ReviewTask Until(DateTimeOffset? until) => Task with { Subject = Task.Subject with { Until = until } };

    private static DateTimeOffset? At(int? day) => day is { } days ? Day(days) : null;
}
