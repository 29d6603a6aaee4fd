using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Campaigns;

/// <summary>How a removal goes on, until when it must end, and what the directory says about it afterwards.</summary>
public sealed class RemovalRulesTests
{
    private static readonly ItemRemoval AtOnce = new() { DecidedAt = Hour(1) };

    private static readonly ItemRemoval Done = AtOnce.With(Task(TaskKind.Revocation, 1, Outcome.Confirmed, Hour(2))).With(Task(TaskKind.Deprovisioning, 2, Outcome.Completed, Day(2)));

    [Theory]
    [InlineData("2026-11-02T10:00:00Z", 5, "Etc/UTC", "2026-11-09T23:59:59Z")] // Monday to Monday.
    [InlineData("2026-11-06T10:00:00Z", 1, "Etc/UTC", "2026-11-09T23:59:59Z")] // Friday.
    [InlineData("2026-11-07T10:00:00Z", 1, "Etc/UTC", "2026-11-09T23:59:59Z")] // Saturday.
    [InlineData("2026-11-05T23:30:00Z", 1, "Europe/Berlin", "2026-11-09T22:59:59Z")] // Friday in Berlin.
    public void A_removal_is_due_at_the_end_of_a_working_day(string start, int days, string zone, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, null), WorkingDays.EndOf(DateTimeOffset.Parse(start, null), days, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToUniversalTime());

    [Fact]
    public void Days_are_counted_from_the_start_without_weekends()
    {
        var friday = new DateTimeOffset(2026, 11, 6, 10, 0, 0, TimeSpan.Zero);

        Assert.Equal([0, 0, 1, 5], new[] { 0, 2, 3, 7 }.Select(days => WorkingDays.Between(friday, friday.AddDays(days), TimeZoneInfo.Utc)));
    }

    [Theory]
    [InlineData(TaskKind.Revocation, null, RemovalState.Started)]
    [InlineData(TaskKind.Revocation, Outcome.Confirmed, RemovalState.Started)]
    [InlineData(TaskKind.Revocation, Outcome.Declined, RemovalState.Declined)]
    [InlineData(TaskKind.Revocation, Outcome.NoResponse, RemovalState.Declined)]
    [InlineData(TaskKind.Revocation, Outcome.Obsolete, RemovalState.AlreadyRemoved)]
    [InlineData(TaskKind.Revocation, Outcome.Cancelled, RemovalState.Cancelled)]
    [InlineData(TaskKind.Deprovisioning, null, RemovalState.Started)]
    [InlineData(TaskKind.Deprovisioning, Outcome.Completed, RemovalState.Done)]
    [InlineData(TaskKind.Deprovisioning, Outcome.Errored, RemovalState.StillThere)]
    [InlineData(TaskKind.Deprovisioning, Outcome.NoResponse, RemovalState.StillThere)]
    [InlineData(TaskKind.Deprovisioning, Outcome.Cancelled, RemovalState.Cancelled)]
    public void The_last_task_gives_the_state(TaskKind kind, Outcome? outcome, RemovalState state) => Assert.Equal(state, AtOnce.With(Task(kind, 1, outcome, Hour(2))).State);

    [Fact]
    public void Older_states_of_a_task_change_nothing()
    {
        var closed = AtOnce.With(Task(TaskKind.Revocation, 1, Outcome.Declined, Hour(2)) with { Version = 4 });

        Assert.Same(closed, closed.With(Task(TaskKind.Revocation, 1, null, null) with { Version = 3 }));
        Assert.Equal(RemovalState.Started, AtOnce.With(Task(TaskKind.Deprovisioning, 2, Outcome.Errored, Hour(3)) with { IsRetried = true }).State);
    }

    [Fact]
    public void Only_a_complete_import_after_the_removal_confirms_it()
    {
        Assert.Equal(RemovalProof.AttestedByPerson, RemovalRules.ProofOf(Done));
        Assert.Equal((Day(2), People.Bob), RemovalRules.EvidenceOf(Done));
        Assert.Null(RemovalRules.Compare(Done, null, null, Day(4)).ConfirmedAt);
        Assert.Null(RemovalRules.Compare(Done, null, Day(1), Day(4)).ConfirmedAt);

        var confirmed = RemovalRules.Compare(Done, AnAccess.Grant() with { State = GrantState.Ended }, Day(3), Day(4));
        Assert.Equal((RemovalProof.ConfirmedByImport, Day(3)), (RemovalRules.ProofOf(confirmed), confirmed.ConfirmedAt));
    }

    [Fact]
    public void Access_that_the_directory_still_shows_reopens_the_removal_until_another_task_ends_it()
    {
        var held = AnAccess.Grant() with { Since = Day(-30) };
        Assert.Same(Done, RemovalRules.Compare(Done, held, null, Day(2).AddMinutes(30))); // The directory follows a moment later.

        var still = RemovalRules.Compare(Done, held, null, Day(3));
        Assert.Equal((RemovalState.StillThere, RemovalProof.StillThere, false), (still.State, RemovalRules.ProofOf(still), still.IsEnded));
        var again = still.With(Task(TaskKind.Deprovisioning, 3, null, null));
        Assert.Equal(RemovalState.StillThere, again.State);
        Assert.Equal(RemovalState.Done, again.With(Task(TaskKind.Deprovisioning, 3, Outcome.Completed, Day(5)) with { Version = 9 }).State);
    }

    [Fact]
    public void Access_that_comes_back_within_90_days_is_granted_again()
    {
        var later = AnAccess.Grant() with { Since = Day(30) };

        Assert.Equal(Day(31), RemovalRules.Compare(Done, later, null, Day(31)).GrantedAgainAt);
        Assert.Equal(Day(31), RemovalRules.Compare(Done with { ConfirmedAt = Day(3) }, later with { Since = Day(-30) }, null, Day(31)).GrantedAgainAt);
        Assert.True(RemovalRules.Compare(Done, later, null, Day(31)).IsEnded);
        Assert.Same(Done, RemovalRules.Compare(Done, later, null, Day(2) + RemovalRules.WatchedFor));
    }

    [Fact]
    public void Filters_show_what_is_open_and_overdue()
    {
        var open = AtOnce.With(Task(TaskKind.Revocation, 1, null, null));
        static bool Is(RemovalFilter filter, ItemRemoval removal, DateTimeOffset now) => RemovalRules.Matches(filter, removal, ACampaign.Plan, now);

        Assert.Equal([true, false, true, false], [Is(RemovalFilter.Open, open, Day(3)), Is(RemovalFilter.Overdue, open, Day(3)), Is(RemovalFilter.Overdue, open, Day(9)), Is(RemovalFilter.Overdue, Done, Day(9))]);
        foreach (var state in Enum.GetValues<RemovalState>())
            Assert.Contains(state.ToString(), Enum.GetNames<RemovalFilter>());
    }

    private static RemovalTask Task(TaskKind kind, int number, Outcome? outcome, DateTimeOffset? ended) =>
        new(kind, number, 1, outcome, outcome is null ? [People.Bob] : []) { By = outcome is null or Outcome.NoResponse ? null : People.Bob, EndedAt = ended };
}
