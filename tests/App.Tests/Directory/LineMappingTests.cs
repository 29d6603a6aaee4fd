using AccessReview.App.Directory.Imports;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class LineMappingTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_user_takes_all_that_a_line_says()
    {
        var (user, problem) = User(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), ("timeZone", "Europe/Berlin"), ("locale", "de-DE"), ("active", "false"), ("roles", "admin;campaignOwner"), ("delegateUntil", "2026-12-24"));

        Assert.Null(problem);
        Assert.Equal("Europe/Berlin", user.TimeZone);
        Assert.Equal("de-DE", user.Locale);
        Assert.False(user.IsActive);
        Assert.Equal(Roles.Admin | Roles.CampaignOwner, user.Roles);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), user.DelegateUntil);
    }

    [Fact]
    public void A_column_that_is_not_there_changes_nothing()
    {
        var before = new User { Id = new("ada"), Email = "ada@example.test", DisplayName = "Ada", ManagerId = new("mia"), TimeZone = "Asia/Tokyo", Roles = Roles.Auditor, IsActive = false };

        var reader = Reader(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"));

        Assert.Equal(before, LineMapping.User(reader, before));
    }

    [Fact]
    public void Whose_language_no_line_tells_has_none()
    {
        (string, string)[] line = [("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada")];
        var german = LineMapping.User(Reader([.. line, ("locale", "de-DE")]), null);

        Assert.Null(LineMapping.User(Reader(line), null).Locale);
        Assert.Equal("de-DE", LineMapping.User(Reader(line), german).Locale);
        Assert.Null(LineMapping.User(Reader([.. line, ("locale", "")]), german).Locale);
    }

    [Theory]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("locale", "not a language")]
    [InlineData("active", "perhaps")]
    [InlineData("roles", "king")]
    [InlineData("delegateUntil", "next week")]
    public void A_wrong_value_that_is_not_needed_is_left_out(string column, string value)
    {
        var reader = Reader(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), (column, value));

        var user = LineMapping.User(reader, null);

        Assert.Equal("Ada", user.DisplayName);
        Assert.False(reader.IsRefused);
        Assert.Contains(column, reader.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value, reader.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "")]
    [InlineData("id", "a\tb")]
    [InlineData("id", "a\u202Eb")]
    [InlineData("id", "a%2fb")]
    [InlineData("email", "")]
    [InlineData("email", "not an address")]
    [InlineData("email", "Ada <ada@example.test>")]
    [InlineData("email", "ada@example.test\r\nBcc: all@example.test")]
    [InlineData("displayName", " ")]
    public void A_line_without_what_it_needs_is_refused(string column, string value)
    {
        var values = new Dictionary<string, string> { ["id"] = "ada", ["email"] = "ada@example.test", ["displayName"] = "Ada", [column] = value };

        var reader = new LineReader(new ImportedLine(2, values));
        LineMapping.User(reader, null);

        Assert.True(reader.IsRefused);
        Assert.Contains(column, reader.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x' or 1 eq 1")]
    [InlineData("a/b#c?d\\e")]
    [InlineData("%00")]
    [InlineData("👩‍🚀 עברית العربية")]
    public void T_t5_an_identifier_may_be_any_visible_text(string id) => Assert.True(LineReader.IsIdentifier(id));

    [Fact]
    public void An_identifier_has_at_most_200_characters()
    {
        Assert.True(LineReader.IsIdentifier(new string('界', 200)));
        Assert.False(LineReader.IsIdentifier(new string('a', 201)));
    }

    [Fact]
    public void An_entitlement_takes_its_risk_and_owners()
    {
        var reader = Reader(("id", "vault/root"), ("appId", "vault"), ("name", "Root"), ("risk", "Critical"), ("ownerIds", "olga; otto;olga;"));

        var entitlement = LineMapping.Entitlement(reader, null);

        Assert.Null(reader.Problem);
        Assert.Equal(Risk.Critical, entitlement.Risk);
        Assert.Equal([new UserId("olga"), new UserId("otto")], entitlement.OwnerIds);
    }

    [Fact]
    public void A_grant_without_a_beginning_begins_with_the_import() =>
        Assert.Equal(Monday, LineMapping.Grant(GrantLine(), null, new("vault"), Monday).Since);

    [Fact]
    public void A_grant_that_is_held_stays_as_it_is()
    {
        var held = new Grant { UserId = new("ada"), EntitlementId = new("vault/root"), AppId = new("vault"), Since = Monday.AddYears(-1), LastCertifiedAt = Monday.AddDays(-3), Origin = GrantOrigin.Task, Through = "t1" };

        Assert.Equal(held, LineMapping.Grant(GrantLine(), held, new("vault"), Monday));
    }

    [Fact]
    public void A_grant_that_had_ended_begins_anew()
    {
        var ended = new Grant { UserId = new("ada"), EntitlementId = new("vault/root"), AppId = new("vault"), Since = Monday.AddYears(-1), State = GrantState.Ended, EndedAt = Monday.AddDays(-3) };

        var grant = LineMapping.Grant(GrantLine(), ended, new("vault"), Monday);

        Assert.Equal(GrantState.Active, grant.State);
        Assert.Equal(Monday, grant.Since);
        Assert.Null(grant.EndedAt);
    }

    private static LineReader GrantLine() => Reader(("userId", "ada"), ("entitlementId", "vault/root"), ("role", "member"));

    private static (User User, string? Problem) User(params (string Column, string Value)[] values)
    {
        var reader = Reader(values);
        return (LineMapping.User(reader, null), reader.Problem);
    }

    private static LineReader Reader(params (string Column, string Value)[] values) => new(new ImportedLine(2, values.ToDictionary(value => value.Column, value => value.Value)));
}
