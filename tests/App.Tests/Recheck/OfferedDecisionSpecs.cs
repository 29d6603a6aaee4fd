using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>A line of a list offers no decision that would be refused whatever is written with it, and says why.</summary>
public sealed class OfferedDecisionSpecs
{
    [Theory]
    [InlineData("certification", "certify,remove", "remove")]
    [InlineData("revocation", "confirm,decline", "confirm")]
    public async Task A_leavers_access_is_offered_for_removal_only_until_they_are_back(string kind, string both, string removal)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader, kind);
        Assert.Equal(both, (await OfferedAsync(app, kind, number)).Decisions);

        await app.ImportAsync(new { users = new[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = "false" } } });
        var (decisions, text) = await OfferedAsync(app, kind, number);

        Assert.Equal(removal, decisions);
        Assert.Contains("The person has left the organization. The access can only be removed.", text, StringComparison.Ordinal);
        var row = Assert.Single(await app.As("olga").MyTasksAsync($"&kind={kind}"));
        Assert.Equal("subjectInactive", row.GetProperty("onlyRemoval").GetString());
        await app.ImportAsync(new { users = new[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = "true" } } });
        Assert.Equal(both, (await OfferedAsync(app, kind, number)).Decisions);
    }

    [Fact]
    public async Task Access_whose_end_has_passed_since_the_line_was_written_is_offered_for_removal_only()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Reader, until = app.In(TimeSpan.FromHours(3)) } } });
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        Assert.Equal("certify,remove", (await OfferedAsync(app, "certification", number)).Decisions);

        await app.AdvanceAsync(TimeSpan.FromHours(3));
        var (decisions, text) = await OfferedAsync(app, "certification", number);

        Assert.Equal("remove", decisions);
        Assert.Contains("The end date of the access has passed. The access can only be removed.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Together_is_offered_what_at_least_one_of_the_lines_offers()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.OpenAsync("bob", SmallOrganization.Reader);
        using var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Equal("certify,remove", await TogetherAsync(olga));

        await app.ImportAsync(new { users = new[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = "false" } } });

        Assert.Equal("remove", await TogetherAsync(olga));
    }

    private static async Task<string> TogetherAsync(Visitor olga) =>
        string.Join(',', (await olga.GetAsync("/my/certifications")).Document.QuerySelectorAll("form.bulk button[name=decision]").Select(button => button.GetAttribute("value")));

    private static async Task<(string Decisions, string Text)> OfferedAsync(TheApp app, string kind, int number)
    {
        using var olga = await Visitor.SignInAsync(app, "olga");
        var line = (await olga.GetAsync($"/my/{kind}s")).Line(number).Found();
        return (string.Join(',', line.QuerySelectorAll("button[name=decision]").Select(button => button.GetAttribute("value"))), line.TextContent);
    }
}
