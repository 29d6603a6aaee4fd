using AccessReview.App.Directory;
using AccessReview.App.Imports;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class GrantMappingSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly Grant Held = new() { UserId = new("ada"), EntitlementId = new("vault/root"), AppId = new("vault"), Since = Monday.AddYears(-1) };

    private static readonly Grant Decided = Held with { Origin = GrantOrigin.Task, Through = "t1", Until = Monday.AddDays(30), LastCertifiedAt = Monday.AddDays(-3) };

    [Fact]
    public void A_grant_without_a_start_date_starts_with_the_import() => Assert.Equal(Monday, Map(Line(), null).Since);

    [Fact]
    public void An_existing_grant_stays_unchanged_when_its_line_adds_nothing() => Assert.Equal(Decided, Map(Line(), Decided));

    [Fact]
    public void An_end_date_without_a_time_ends_with_that_day_in_the_holders_time_zone()
    {
        var grant = Map(Line(("since", "2026-11-01"), ("until", "2026-12-05"), ("lastUsedAt", "2026-11-20")), null);

        Assert.Equal("2026-11-01T00:00:00+01:00", grant.Since.ToString("yyyy-MM-dd'T'HH:mm:sszzz", null));
        Assert.Equal("2026-12-05T23:59:59+01:00", grant.Until?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", null));
        Assert.Equal(new DateOnly(2026, 11, 20), WholeDay.Of(grant.LastUsedAt!.Value)); // The difference was reported.
    }

    [Fact]
    public void An_empty_cell_removes_nothing()
    {
        var held = Held with { Until = Monday.AddDays(3), LastUsedAt = Monday, AccountId = new("ada1") };

        Assert.Equal(held, Map(Line(("since", ""), ("until", ""), ("lastUsedAt", ""), ("accountId", "")), held));
    }

    [Fact]
    public void The_word_for_nothing_removes_a_value_that_a_file_had_set()
    {
        var held = Held with { Until = Monday.AddDays(3), LastUsedAt = Monday, AccountId = new("ada1") };

        Assert.Equal(Held, Map(Line(("until", "(none)"), ("lastUsedAt", "(none)"), ("accountId", "(none)")), held));
    }

    [Theory]
    [InlineData("")]
    [InlineData("(none)")]
    [InlineData("2030-01-01")]
    [InlineData("2026-11-24")]
    public void A_file_cannot_change_an_end_date_set_by_a_decision_and_a_difference_is_reported(string until)
    {
        var line = Line(("until", until), ("lastUsedAt", "2026-11-22"));

        var grant = Map(line, Decided);

        Assert.Equal(Decided.Until, grant.Until);
        Assert.NotNull(grant.LastUsedAt);
        Assert.Equal(until.Length > 0, line.HasDifferences);
        Assert.False(line.IsRefused);
    }

    [Theory]
    [InlineData("until", "31.12.2026")]
    [InlineData("until", "soon")]
    [InlineData("since", "01/02/2026")]
    [InlineData("since", "(none)")]
    [InlineData("lastUsedAt", "yesterday")]
    [InlineData("accountId", "a\u200Bb")]
    public void A_grant_line_with_an_unreadable_value_is_refused(string column, string value)
    {
        var line = Line((column, value));

        Map(line, Decided);

        Assert.True(line.IsRefused);
        Assert.Contains(column, line.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_removed_by_a_decision_but_still_listed_in_a_file_is_marked_as_still_there_and_keeps_its_end_date()
    {
        var line = Line();

        var grant = Map(line, Decided with { State = GrantState.Ended, EndedAt = Monday.AddDays(-1) });

        Assert.Equal(Decided with { State = GrantState.StillThere }, grant);
        Assert.Contains("removed on 2026-11-22T09:00:00Z", line.Problem, StringComparison.Ordinal);
        Assert.False(line.IsRefused);
    }

    private static Grant Map(LineReader line, Grant? before) => GrantMapping.Of(line, before, new("ada"), null, new("vault"), Monday, "Europe/Berlin");

    private static LineReader Line(params (string Column, string Value)[] values) =>
        new(new ImportedLine(2, values.Append(("userId", "ada")).Append(("entitlementId", "vault/root")).ToDictionary(value => value.Item1, value => value.Item2)), new DirectoryForms());
}
