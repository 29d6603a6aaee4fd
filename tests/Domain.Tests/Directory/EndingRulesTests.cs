using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Directory;

public sealed class EndingRulesTests
{
    private static readonly DateTimeOffset Import = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private static readonly Grant Held = new() { UserId = new("ada"), EntitlementId = new("vault/reader"), AppId = new("vault"), Since = Import.AddYears(-1), Origin = GrantOrigin.Task };

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 4, true)]
    [InlineData(1, 5, false)]
    [InlineData(20, 100, false)]
    [InlineData(21, 100, true)]
    [InlineData(50, 10_000, false)]
    [InlineData(51, 10_000, true)]
    public void More_than_a_fifth_or_more_than_fifty_need_a_second_person(int missing, int held, bool needs) =>
        Assert.Equal(needs, EndingRules.NeedsSecondPerson(missing, held));

    [Fact]
    public void Only_another_administrator_decides_and_only_about_what_waits_and_is_current()
    {
        UserId importer = new("adam"), other = new("anna");

        Assert.Null(EndingRules.Judge(EndingState.Waiting, importer, other, Roles.Admin, hasNewer: false));
        Assert.Null(EndingRules.Judge(EndingState.Waiting, null, other, Roles.Admin, hasNewer: false));
        Assert.Equal(EndingRefusal.SecondPersonRequired, EndingRules.Judge(EndingState.Waiting, importer, importer, Roles.Admin, hasNewer: false));
        Assert.Equal(EndingRefusal.NotAllowed, EndingRules.Judge(EndingState.Waiting, importer, other, Roles.Admin | Roles.Auditor, hasNewer: false));
        Assert.Equal(EndingRefusal.NotAllowed, EndingRules.Judge(EndingState.Waiting, importer, other, Roles.CampaignOwner, hasNewer: false));
        Assert.Equal(EndingRefusal.NewerImport, EndingRules.Judge(EndingState.Waiting, importer, other, Roles.Admin, hasNewer: true));
        Assert.All(
            Enum.GetValues<EndingState>().Where(state => state != EndingState.Waiting),
            state => Assert.Equal(EndingRefusal.NotWaiting, EndingRules.Judge(state, importer, other, Roles.Admin, hasNewer: false)));
    }

    [Fact]
    public void Held_access_ends_as_removed_outside_but_not_access_that_began_after_the_import()
    {
        var ended = EndingRules.End(Held, Import, Import.AddHours(1));

        Assert.Equal((GrantState.Ended, GrantEnd.RemovedOutside, Import.AddHours(1)), (ended!.State, ended.End, ended.EndedAt));
        Assert.NotNull(EndingRules.End(Held with { State = GrantState.StillThere }, Import, Import));
        Assert.Null(EndingRules.End(Held with { State = GrantState.Ended }, Import, Import));
        Assert.Null(EndingRules.End(Held with { Since = Import.AddSeconds(1) }, Import, Import));
    }

    [Fact]
    public void Access_that_comes_back_after_it_was_removed_outside_begins_anew_and_is_no_difference()
    {
        var ended = EndingRules.End(Held with { LastCertifiedAt = Import }, Import, Import);
        var file = new ImportedGrant(Held.UserId, Held.EntitlementId, Held.AppId, Import.AddDays(7), null, null, null);

        var back = GrantImport.Apply(ended, file);

        Assert.Empty(GrantImport.DifferencesOf(ended, file));
        Assert.Equal((GrantState.Active, GrantOrigin.Import, Import.AddDays(7)), (back.State, back.Origin, back.Since));
        Assert.Null(back.End);
        Assert.Null(back.LastCertifiedAt);
    }
}
