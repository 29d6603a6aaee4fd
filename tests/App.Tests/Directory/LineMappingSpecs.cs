using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Imports;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class LineMappingSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_user_line_sets_every_field_of_the_user()
    {
        var (user, problem) = User(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), ("timeZone", "Europe/Berlin"), ("locale", "de-DE"), ("active", "false"), ("roles", "admin;campaignOwner"), ("delegateUntil", "2026-12-24"));

        Assert.Null(problem);
        Assert.Equal("Europe/Berlin", user.TimeZone);
        Assert.Equal("de-DE", user.Locale);
        Assert.False(user.IsActive);
        Assert.Equal(Roles.Admin | Roles.CampaignOwner, user.Roles);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 23, 59, 59, TimeSpan.FromHours(1)), user.DelegateUntil);
    }

    [Fact]
    public void A_missing_column_changes_nothing()
    {
        var before = new User { Id = new("ada"), Email = "ada@example.test", DisplayName = "Ada", ManagerId = new("mia"), TimeZone = "Asia/Tokyo", Roles = Roles.Auditor, IsActive = false };

        var reader = Reader(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"));

        Assert.Equal(before, LineMapping.User(reader, before));
    }

    [Fact]
    public void A_user_without_a_language_column_has_no_language()
    {
        (string, string)[] line = [("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada")];
        var german = LineMapping.User(Reader([.. line, ("locale", "de-DE")]), null);

        Assert.Null(LineMapping.User(Reader(line), null).Locale);
        Assert.Equal("de-DE", LineMapping.User(Reader(line), german).Locale);
        Assert.Equal("de-DE", LineMapping.User(Reader([.. line, ("locale", "")]), german).Locale);
        Assert.Null(LineMapping.User(Reader([.. line, ("locale", LineReader.None)]), german).Locale);
    }

    [Theory]
    [InlineData("timeZone", "Mars/Olympus", "Europe/Berlin")]
    [InlineData("locale", "not a language", "en-GB")]
    public void An_unknown_language_or_time_zone_is_ignored_and_reported(string column, string value, string accepted)
    {
        var reader = Reader(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), (column, value));

        LineMapping.User(reader, null);

        Assert.True(reader.IsInPart);
        Assert.Contains($"\"{value}\"", reader.Problem, StringComparison.Ordinal);
        Assert.Contains(accepted, reader.Problem, StringComparison.Ordinal);
        Assert.EndsWith("The rest of the line was imported.", reader.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_is_ignored_and_reported()
    {
        var reader = Reader(("id", "vault/root"), ("appId", "vault"), ("name", "Root"), ("type", new string('x', 51)), ("risk", "high"));

        Assert.Equal(("", Risk.High), (LineMapping.Entitlement(reader, null).Type, LineMapping.Entitlement(reader, null).Risk));
        Assert.True(reader.IsInPart);
    }

    [Theory]
    [InlineData("active", "perhaps", "true or false")]
    [InlineData("active", "(none)", "true or false")]
    [InlineData("roles", "king", "admin, auditor, campaignOwner")]
    [InlineData("roles", "admin,auditor", "admin, auditor, campaignOwner")]
    [InlineData("delegateUntil", "next week", "2026-11-23")]
    [InlineData("delegateUntil", "31.12.2026", "2026-11-23")]
    [InlineData("delegateUntil", "2026-02-30", "2026-11-23")]
    public void A_line_with_an_unreadable_value_is_refused_and_the_value_and_the_accepted_formats_are_named(string column, string value, string accepted)
    {
        var reader = Reader(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), (column, value));

        LineMapping.User(reader, null);

        Assert.True(reader.IsRefused);
        Assert.Equal(column == "active", reader.IsUrgent);
        Assert.Contains($"\"{value}\"", reader.Problem, StringComparison.Ordinal);
        Assert.Contains(column, reader.Problem, StringComparison.Ordinal);
        Assert.Contains(accepted, reader.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FALSCH", false)]
    [InlineData("nein", false)]
    [InlineData("0", false)]
    [InlineData("N", false)]
    [InlineData("inaktiv", false)]
    [InlineData("No", false)]
    [InlineData("WAHR", true)]
    [InlineData("Ja", true)]
    [InlineData("1", true)]
    [InlineData("y", true)]
    [InlineData("aktiv", true)]
    [InlineData("t", true)]
    [InlineData("Aktiviert", true)]
    [InlineData("F", false)]
    [InlineData("deaktiviert", false)]
    public void The_usual_words_for_true_and_false_are_accepted(string word, bool isActive)
    {
        var (user, problem) = User(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), ("active", word));

        Assert.Null(problem);
        Assert.Equal(isActive, user.IsActive);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("displayName")]
    [InlineData("timeZone")]
    [InlineData("locale")]
    [InlineData("active")]
    [InlineData("roles")]
    [InlineData("delegateUntil")]
    public void An_empty_cell_changes_nothing(string column)
    {
        var before = new User { Id = new("ada"), Email = "ada@example.test", DisplayName = "Ada", TimeZone = "Asia/Tokyo", Locale = "ja-JP", Roles = Roles.Admin, IsActive = false, DelegateUntil = Monday };

        var reader = Reader(("id", "ada"), (column, ""));

        Assert.Equal(before, LineMapping.User(reader, before));
        Assert.Null(reader.Problem);
    }

    [Fact]
    public void The_word_for_nothing_removes_roles_delegate_and_time_zone()
    {
        var before = new User { Id = new("ada"), Email = "ada@example.test", DisplayName = "Ada", TimeZone = "Asia/Tokyo", Roles = Roles.Admin, DelegateUntil = Monday };

        var user = LineMapping.User(Reader(("id", "ada"), ("roles", "(none)"), ("delegateUntil", "(None)"), ("timeZone", "(none)")), before);

        Assert.Equal((Roles.Reviewer, null, "Etc/UTC"), (user.Roles, user.DelegateUntil, user.TimeZone));
    }

    [Fact]
    public void A_file_does_not_change_a_delegate_that_the_person_chose()
    {
        var before = new User { Id = new("ada"), Email = "ada@example.test", DisplayName = "Ada", DelegateId = new("bob"), DelegateUntil = Monday, OwnsDelegate = true };
        var reader = Reader(("id", "ada"), ("delegateUntil", "2027-01-01"));

        Assert.Equal(before, LineMapping.User(reader, before));
        Assert.True(reader.HasDifferences);
        Assert.False(reader.IsRefused);
    }

    [Fact]
    public void Dates_are_read_in_the_formats_named_in_settings()
    {
        var line = new ImportedLine(2, new Dictionary<string, string> { ["id"] = "ada", ["email"] = "ada@example.test", ["displayName"] = "Ada", ["delegateUntil"] = "31.12.2026" });
        var reader = new LineReader(line, new DirectoryForms { DateFormats = "dd.MM.yyyy; d/M/yyyy", TimeZone = "Europe/Berlin" });

        Assert.Equal(new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.FromHours(1)), LineMapping.User(reader, null).DelegateUntil);
    }

    [Theory]
    [InlineData("2026-12-31T10:00", "2026-12-31T09:00:00Z")]
    [InlineData("2026-12-31 10:00:30", "2026-12-31T09:00:30Z")]
    [InlineData("2026-07-01T10:00:00.5", "2026-07-01T08:00:00.5Z")]
    [InlineData("2026-12-31T10:00Z", "2026-12-31T10:00:00Z")]
    [InlineData("2026-12-31 10:00:00+05:30", "2026-12-31T04:30:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")]
    [InlineData("0001-01-01T00:00", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59", "9999-12-31T22:59:00Z")]
    public void A_time_without_an_offset_is_in_the_persons_time_zone(string written, string read)
    {
        var (user, problem) = User(("id", "ada"), ("email", "ada@example.test"), ("displayName", "Ada"), ("timeZone", "Europe/Berlin"), ("delegateUntil", written));

        Assert.Null(problem);
        Assert.Equal(DateTimeOffset.Parse(read, System.Globalization.CultureInfo.InvariantCulture), user.DelegateUntil);
    }

    [Fact]
    public void A_time_without_an_offset_is_in_the_organizations_zone_when_the_person_has_no_zone()
    {
        var line = new ImportedLine(2, new Dictionary<string, string> { ["id"] = "ada", ["email"] = "ada@example.test", ["displayName"] = "Ada", ["delegateUntil"] = "2026-12-31T10:00" });

        var ada = LineMapping.User(new LineReader(line, new DirectoryForms { TimeZone = "Asia/Tokyo" }), null);

        Assert.Equal(new DateTimeOffset(2026, 12, 31, 1, 0, 0, TimeSpan.Zero), ada.DelegateUntil);
    }

    [Theory]
    [InlineData("dd.MM.yyyy", "Europe/Berlin", true)]
    [InlineData("dd.MM.yyyy;M/d/yyyy", "Etc/UTC", true)]
    [InlineData("dd.MM", "Etc/UTC", false)]
    [InlineData("yyyy", "Etc/UTC", false)]
    [InlineData("dd.MM.yyyy", "Mars/Olympus", false)]
    public void Invalid_date_formats_in_settings_are_named(string formats, string zone, bool isGood) =>
        Assert.Equal(isGood, new DirectoryForms { DateFormats = formats, TimeZone = zone }.Fault() is null);

    [Theory]
    [InlineData("id", "")]
    [InlineData("id", "a\tb")]
    [InlineData("id", "a\u202Eb")]
    [InlineData("id", "a%2fb")]
    [InlineData("id", "q\u200Bq")]
    [InlineData("id", "(none)")]
    [InlineData("email", "s7@field.example\u200B")]
    [InlineData("displayName", "M\uFFFDller")]
    [InlineData("email", "")]
    [InlineData("email", "not an address")]
    [InlineData("email", "Ada <ada@example.test>")]
    [InlineData("email", "ada@example.test\r\nBcc: all@example.test")]
    [InlineData("displayName", " ")]
    public void A_line_without_a_required_value_is_refused(string column, string value)
    {
        var values = new Dictionary<string, string> { ["id"] = "ada", ["email"] = "ada@example.test", ["displayName"] = "Ada", [column] = value };

        var reader = Reader([.. values.Select(value => (value.Key, value.Value))]);
        LineMapping.User(reader, null);

        Assert.True(reader.IsRefused);
        Assert.Contains(column, reader.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x' or 1 eq 1")]
    [InlineData("a/b#c?d\\e")]
    [InlineData("%00")]
    [InlineData("👩‍🚀 עברית العربية")]
    public void An_identifier_may_be_any_visible_text(string id) => Assert.True(LineReader.IsIdentifier(id));

    [Fact]
    public void An_identifier_has_at_most_200_characters()
    {
        Assert.True(LineReader.IsIdentifier(new string('界', 200)));
        Assert.False(LineReader.IsIdentifier(new string('a', 201)));
    }

    [Fact]
    public void An_entitlement_line_sets_risk_and_owners()
    {
        var reader = Reader(("id", "vault/root"), ("appId", "vault"), ("name", "Root"), ("risk", "Critical"), ("ownerIds", "olga; otto;olga;"));

        var entitlement = LineMapping.Entitlement(reader, null);

        Assert.Null(reader.Problem);
        Assert.Equal(Risk.Critical, entitlement.Risk);
        Assert.Equal([new UserId("olga"), new UserId("otto")], entitlement.OwnerIds);
    }

    [Theory]
    [InlineData("risk", "")]
    [InlineData("risk", " ")]
    [InlineData("type", "role")]
    public void A_new_entitlement_without_a_risk_counts_as_critical_and_the_report_says_so(string column, string value)
    {
        var reader = Reader(("id", "vault/root"), ("appId", "vault"), ("name", "Root"), (column, value));

        Assert.Equal(Risk.Critical, LineMapping.Entitlement(reader, null).Risk);
        Assert.True(reader.IsInPart);
        Assert.Contains("critical", reader.Problem, StringComparison.Ordinal);
    }

    private static (User User, string? Problem) User(params (string Column, string Value)[] values)
    {
        var reader = Reader(values);
        return (LineMapping.User(reader, null), reader.Problem);
    }

    private static LineReader Reader(params (string Column, string Value)[] values) => new(new ImportedLine(2, values.ToDictionary(value => value.Column, value => value.Value)), new DirectoryForms());
}
