using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Recheck;

/// <summary>A list line offers no decision that would always be refused, and says why.</summary>
public sealed class OfferedDecisionSpecs
{
    [Theory]
    [InlineData("certification", "certify,remove", "remove")]
    [InlineData("revocation", "confirm,decline", "confirm")]
    public async Task Only_removal_is_offered_for_a_persons_access_while_they_are_inactive(string kind, string both, string removal)
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
    public async Task Only_removal_is_offered_for_access_that_expired_after_its_list_row_was_written()
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
    public async Task A_bulk_decision_is_offered_when_at_least_one_selected_task_offers_it()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Equal("certify,remove", await TogetherAsync(olga));

        await app.ImportAsync(new { users = new[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = "false" } } });

        Assert.Equal("remove", await TogetherAsync(olga));
    }

    private static async Task<string> TogetherAsync(Visitor olga) =>
        string.Join(',', (await olga.GetAsync("/my/certifications")).Document.QuerySelectorAll("form.bulk button[name=decision]").Select(button => button.GetAttribute("value")));

    private static async Task<(string Decisions, string Text)> OfferedAsync(TheApp app, string kind, int number)
    {
        var olga = await Visitor.SignInAsync(app, "olga");
        var line = (await olga.GetAsync($"/my/{kind}s")).Line(number).Found();
        return (string.Join(',', line.QuerySelectorAll("button[name=decision]").Select(button => button.GetAttribute("value"))), line.TextContent);
    }
}
