using AccessReview.App.DirectoryPages;
using AccessReview.App.MyWork;
using AccessReview.App.Pages.Charts;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Charts have the right numbers, and say them as text.</summary>
public sealed class ChartSpecs
{
    private static readonly DateTimeOffset Now = TheApp.Monday;

    [Fact]
    public async Task The_list_and_the_home_page_say_how_many_tasks_are_completed_and_left()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Null((await olga.GetAsync("/my/certifications")).Document.QuerySelector(".chart"));
        var first = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.OpenAsync("bob", SmallOrganization.Root);

        Assert.Equal("0 completed in the last 30 days, 2 left.", ProgressOf(await olga.GetAsync("/my/certifications")));
        await app.As("olga").DecideAsync(first, "certify");
        await app.RestAsync();

        var list = await olga.GetAsync("/my/certifications");
        var home = await olga.GetAsync("/");
        Assert.Equal("1 completed in the last 30 days, 1 left.", ProgressOf(list));
        Assert.Equal("1 completed in the last 30 days, 1 left.", ProgressOf(home));
        Assert.Equal("Completed: 1 of 2", list.Document.QuerySelector(".progress title")!.TextContent);
        Assert.Equal("50%", list.Document.QuerySelector(".progress .bar")!.GetAttribute("width"));
        Assert.Equal(["Critical 0", "High 1", "Medium 0", "Low 0"], BarsOf(home, "Open tasks by risk"));
        Assert.Null(list.Document.QuerySelector(".chart [style], .chart script"));
    }

    [Fact]
    public async Task Tasks_completed_more_than_30_days_ago_do_not_count()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("olga").DecideAsync(await app.OpenAsync("bob", SmallOrganization.Reader), "certify");
        await app.RestAsync();
        await app.AdvanceAsync(TimeSpan.FromDays(31));
        var olga = await Visitor.SignInAsync(app, "olga");

        Assert.Null((await olga.GetAsync("/my/certifications")).Document.QuerySelector(".chart"));
    }

    [Fact]
    public async Task The_pages_of_a_person_an_entitlement_and_a_task_show_risk_use_and_escalation()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Reader, since = "2026-01-02", lastUsedAt = "2026-10-20" } } });
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var person = await olga.GetAsync("/directory/people/bob");
        Assert.Equal("Low: 1, High: 1", person.Document.QuerySelector("svg[role=img] title")!.TextContent);
        Assert.Equal(["0–30 days ago 1", "31–90 days ago 0", "Over 90 days ago 0", "No recorded use 1"], BarsOf(person, "Access by last use"));
        var entitlement = await olga.GetAsync("/directory/entitlements/vault%2Freader");
        Assert.Equal(["0–30 days ago 1", "31–90 days ago 0", "Over 90 days ago 0", "No recorded use 0"], BarsOf(entitlement, "Last use"));
        var task = await olga.GetAsync($"/tasks/{number}");
        var texts = task.Document.QuerySelectorAll(".chart svg[role=img] title").Select(title => title.TextContent).ToList();
        Assert.Equal(3, texts.Count);
        Assert.Equal("Granted: 2 Jan 2026. Last use: 20 Oct 2026. Today: 2 Nov 2026.", texts[0]);
        Assert.Equal("Others in the team with this access: 0 of 1", texts[1]);
        Assert.StartsWith("Escalation steps done: 0 of ", texts[2], StringComparison.Ordinal);
        Assert.Contains("Today is day 1 of ", texts[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grace,alan", "Others in the team with this access: 2 of 4", 2, 4)]
    [InlineData("", "Others in the team with this access: 0 of 4", 0, 4)]
    [InlineData("grace,max,left", "Others in the team with this access: 1 of 4", 1, 4)]
    public async Task A_tasks_page_shows_how_many_of_the_team_have_the_access_and_people_who_left_do_not_count(string holders, string text, int filled, int total)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            users = new object[] { Member("grace"), Member("alan"), Member("kurt"), Member("left", isActive: false) },
            grants = holders.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(user => new { userId = user, entitlementId = SmallOrganization.Reader }),
        });
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var strip = (await olga.GetAsync($"/tasks/{number}")).Document.QuerySelector(".strip")!;

        Assert.Equal(text, strip.QuerySelector("title")!.TextContent);
        Assert.Equal((filled, total), (strip.QuerySelectorAll("rect.bar").Length, strip.QuerySelectorAll("rect").Length));
    }

    [Fact]
    public async Task A_team_follows_its_people_and_a_person_without_others_in_the_team_has_no_strip()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        Assert.Equal("Others in the team with this access: 0 of 1", await TeamAsync());

        await app.ImportAsync(new { users = new object[] { new { id = "ada", email = "ada@example.test", displayName = "Ada Lovelace", managerId = "max" } } });
        Assert.Null(await TeamAsync());

        await app.ImportAsync(new { users = new object[] { Member("ada") } });
        Assert.Equal("Others in the team with this access: 0 of 1", await TeamAsync());
        await app.As("olga").DecideAsync(number, "certify");
        await app.RestAsync();
        Assert.Null(await TeamAsync());

        async Task<string?> TeamAsync() => (await olga.GetAsync($"/tasks/{number}")).Document.QuerySelector(".strip title")?.TextContent;
    }

    [Fact]
    public void Ten_thousand_tasks_are_counted_by_risk_and_by_the_apps_with_the_most()
    {
        var overview = new WorkOverview(new CompletedCount(1_000, IsMore: true), [.. Enumerable.Range(0, 10_000).Select(at => Row($"app-{at % 8}", (Risk)(at % 4)))]);

        var apps = overview.ByApp(null);

        Assert.Equal("More than 1,000 completed in the last 30 days, 10,000 left.", overview.Text);
        Assert.Equal(6, apps.Count);
        Assert.Equal(new CountBar("3 other apps", 3_750), apps[^1]);
        Assert.All(overview.ByRisk(null), bar => Assert.Equal(2_500, bar.Count));
    }

    [Fact]
    public void Without_tasks_or_with_one_app_there_are_no_bars_by_app()
    {
        Assert.Empty(new WorkOverview(new CompletedCount(0, IsMore: false), []).ByApp(null));
        Assert.Empty(new WorkOverview(new CompletedCount(0, IsMore: false), []).ByRisk(null));
        Assert.Empty(new WorkOverview(new CompletedCount(0, IsMore: false), [Row("app", Risk.Low), Row("app", Risk.High)]).ByApp(null));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    [InlineData(90, 1)]
    [InlineData(91, 2)]
    [InlineData(100_000, 2)]
    [InlineData(null, 3)]
    public void A_last_use_is_counted_by_its_age_in_whole_days(int? days, int bucket)
    {
        var counts = AccessNumbers.ByLastUse([days is { } ago ? Now - TimeSpan.FromDays(ago) : null], Now).Select(bar => bar.Count);

        Assert.Equal(Enumerable.Range(0, 4).Select(at => at == bucket ? 1 : 0), counts);
        Assert.Empty(AccessNumbers.ByLastUse([], Now));
    }

    [Fact]
    public void Lengths_stay_on_the_scale_and_what_exists_is_visible()
    {
        Assert.Equal(["0%", "100%", "33.33%", "0%", "100%"], ((double[])[-1, 2, 1d / 3, double.NaN, double.PositiveInfinity]).Select(Percent.Of));
        Assert.Equal([0, 0, 0.01, 1, 1], (double[])[Percent.Share(0, 10), Percent.Share(1, 0), Percent.Share(1, 10_000), Percent.Share(5, 5), Percent.Share(9, 5)]);
        Assert.Equal([0, 0.5, 1], ((int[])[0, 1, 5]).Select(day => Percent.Position(Now.AddDays(day), Now, Now.AddDays(2))));
    }

    [Fact]
    public void Risks_are_in_order_and_unknown_ones_are_counted()
    {
        Assert.Equal(["Unknown: 1", "Low: 2", "Critical: 1"], RiskPart.Of([Risk.Critical, null, Risk.Low, Risk.Low]).Select(part => $"{part.Name}: {part.Count}"));
        Assert.Empty(RiskPart.Of([]));
    }

    private static object Member(string id, bool isActive = true) =>
        new { id, email = $"{id}@example.test", displayName = id, managerId = "mia", active = isActive };

    private static TaskRow Row(string app, Risk risk) => new()
    {
        Id = TaskId.Derive("charts", app),
        Number = 1,
        Kind = TaskKind.Certification,
        SubjectUser = UserId.From("bob"),
        SubjectName = "Bob",
        App = AppId.From(app),
        AppName = app,
        Entitlement = EntitlementId.From("e"),
        EntitlementName = "E",
        Risk = risk,
    };

    private static string ProgressOf(Shown page) => page.Document.QuerySelector(".progress p")!.TextContent;

    private static IEnumerable<string> BarsOf(Shown page, string title) =>
        page.Document.QuerySelectorAll($"ul.bars[aria-label='{title}'] li").Select(bar => string.Join(' ', bar.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
