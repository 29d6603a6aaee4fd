using AccessReview.Domain.Directory;
using AccessReview.Domain.Tests.Builders;
using Xunit;
using static AccessReview.Domain.Tests.Builders.Calendar;

namespace AccessReview.Domain.Tests.Directory;

public sealed class GrantImportTests
{
    private static readonly Grant Imported = AnAccess.Grant();

    private static readonly Grant Decided = Imported with { Origin = GrantOrigin.Task, Through = "t1", Until = Day(30), LastCertifiedAt = Monday };

    private static readonly ImportedGrant File = new(People.Subject, new("crm-admin"), new("crm"), Monday, Day(60), Hour(-3), new("a1"));

    [Fact]
    public void A_new_grant_is_as_the_file_says()
    {
        var grant = GrantImport.Apply(null, File);

        Assert.Equal(
            new Grant { UserId = People.Subject, EntitlementId = new("crm-admin"), AppId = new("crm"), Since = Monday, Until = Day(60), LastUsedAt = Hour(-3), AccountId = new("a1") },
            grant);
        Assert.Empty(GrantImport.DifferencesOf(null, File));
    }

    [Fact]
    public void The_file_determines_an_imported_grant()
    {
        Assert.Equal(Imported with { Since = Monday, Until = Day(60), LastUsedAt = Hour(-3), AccountId = new("a1") }, GrantImport.Apply(Imported, File));
        Assert.Empty(GrantImport.DifferencesOf(Imported, File));
    }

    [Fact]
    public void The_decision_determines_start_and_end_of_a_requested_grant_and_the_file_the_rest()
    {
        Assert.Equal(Decided with { LastUsedAt = Hour(-3), AccountId = new("a1") }, GrantImport.Apply(Decided, File));
        Assert.Equal([GrantDifference.Until, GrantDifference.Since], GrantImport.DifferencesOf(Decided, File));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_start_that_is_a_day_off_is_no_difference(int days) =>
        Assert.Empty(GrantImport.DifferencesOf(Decided, File with { Since = Decided.Since.AddDays(days), Until = Decided.Until }));

    [Fact]
    public void Access_that_was_removed_and_is_in_the_file_is_still_there()
    {
        var ended = Decided with { State = GrantState.Ended, EndedAt = Monday };
        var file = File with { Since = ended.Since, Until = ended.Until };

        Assert.Equal((GrantState.StillThere, null), GrantImport.Apply(ended, file) is var grant ? (grant.State, grant.EndedAt) : default);
        Assert.Equal([GrantDifference.Returned], GrantImport.DifferencesOf(ended, file));
    }
}
