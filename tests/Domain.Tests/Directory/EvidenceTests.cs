using AccessReview.Domain.Directory;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Directory;

public sealed class EvidenceTests
{
    /// <summary>Nothing about it is worth a hint.</summary>
    private static readonly Grant Usual = AnAccess.Grant() with { LastUsedAt = Day(-1), LastCertifiedAt = Day(-30) };

    private static readonly AccessContext Access = new() { At = Monday, Grant = Usual, Others = 8, OthersOfManager = 2, HasLeft = false, IsUsageKnown = true };

    [Fact]
    public void An_access_that_is_used_certified_and_common_in_the_team_has_no_hint() => Assert.Empty(Hints(Access));

    [Fact]
    public void An_access_of_a_person_who_left_has_a_hint() => Assert.Equal([EvidenceHint.HasLeft], Hints(Access with { HasLeft = true }));

    [Theory]
    [InlineData(-89, false)]
    [InlineData(-90, true)]
    [InlineData(-400, true)]
    public void An_access_that_was_not_used_for_90_days_has_a_hint(int lastUsed, bool isHinted) =>
        Assert.Equal(isHinted ? [EvidenceHint.NotUsedLately] : [], Hints(Access with { Grant = Usual with { LastUsedAt = Day(lastUsed) } }));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void An_access_without_a_last_use_was_never_used_only_if_the_app_reports_usage(bool? isUsageKnown, bool isHinted) =>
        Assert.Equal(isHinted ? [EvidenceHint.NeverUsed] : [], Hints(Access with { Grant = Usual with { LastUsedAt = null }, IsUsageKnown = isUsageKnown }));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(null, false)]
    public void An_access_that_nobody_else_with_the_same_manager_has_gets_a_hint(int? ofManager, bool isHinted) =>
        Assert.Equal(isHinted ? [EvidenceHint.NobodyElseInTeam] : [], Hints(Access with { OthersOfManager = ofManager }));

    [Fact]
    public void An_access_that_was_never_certified_has_a_hint_even_if_that_of_others_was() =>
        Assert.Equal([EvidenceHint.NeverReviewed], Hints(Access with { Grant = Usual with { LastCertifiedAt = null }, LastReviewedAt = Monday }));

    [Fact]
    public void An_access_that_is_not_held_has_hints_about_the_person_and_the_team_only()
    {
        var never = Access with { Grant = null, OthersOfManager = 0, HasLeft = true };

        Assert.Equal([EvidenceHint.HasLeft, EvidenceHint.NobodyElseInTeam], Hints(never));
        Assert.Equal(Hints(never), Hints(never with { Grant = Usual with { State = GrantState.Ended, LastUsedAt = Day(-300), LastCertifiedAt = null } }));
    }

    [Fact]
    public void What_an_earlier_build_did_not_record_gives_no_hint() =>
        Assert.Empty(Hints(new AccessContext { At = Monday, Grant = Usual with { LastUsedAt = null }, Others = 3 }));

    private static IReadOnlyList<EvidenceHint> Hints(AccessContext access) => Evidence.Of(access).HintsAt(access.At);
}
