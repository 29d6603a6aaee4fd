using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Lists are searched, filtered, sorted and grouped by URL, without scripts.</summary>
public sealed class ListToolsSpecs(ListToolsSpecs.WithTasks shared) : IClassFixture<ListToolsSpecs.WithTasks>
{
    [Theory]
    [InlineData("q=bob", 3)]
    [InlineData("q=BOB+build", 2)]
    [InlineData("q=vault", 3)]
    [InlineData("q=muller", 1)]
    [InlineData("q=nobody", 0)]
    [InlineData("risk=high", 1)]
    [InlineData("risk=critical", 0)]
    [InlineData("q=bob&risk=low", 2)]
    [InlineData("q=%22%27%3Cscript%3E", 0)]
    public async Task A_list_search_shows_only_matching_tasks(string query, int found)
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");

        var list = await olga.GetAsync($"/my/certifications?{query}");

        // Bob Builder has two, Bobby Müller one.
        Assert.Equal(found, Numbers(list).Count);
        if (found == 0)
            Assert.Contains("No tasks match your filters.", list.Text, StringComparison.Ordinal);
        Assert.Equal(3, Numbers(await olga.GetAsync(list.Document.QuerySelectorAll("main a").First(link => link.TextContent is "Show all").GetAttribute("href")!)).Count);
    }

    [Fact]
    public async Task A_list_search_finds_a_task_by_its_number()
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");
        var number = Numbers(await olga.GetAsync("/my/certifications"))[1];

        Assert.Equal([number], Numbers(await olga.GetAsync($"/my/certifications?q={number}")));
        Assert.Equal([number], Numbers(await olga.GetAsync($"/my/certifications?q=%23{number}")));
    }

    [Fact]
    public async Task Each_column_heading_sorts_the_list_and_shows_the_order()
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications");
        Assert.Equal("Due", list.Document.QuerySelector("th[aria-sort]")!.FirstChild!.TextContent.Trim());

        var byRisk = await olga.GetAsync(Heading(list, "Risk"));
        Assert.Equal("High", byRisk.Document.QuerySelector("tbody td.risk")!.TextContent.Trim());
        Assert.Equal("descending", byRisk.Document.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));

        var byPerson = await olga.GetAsync(Heading(byRisk, "Person"));
        Assert.Equal(["Bob Builder", "Bob Builder", "Bobby Müller"], byPerson.Document.QuerySelectorAll("tbody td.person b").Select(name => name.TextContent));
        var numbers = Numbers(await olga.GetAsync(Heading(list, "Task")));
        Assert.Equal(numbers.Order(), numbers);
    }

    [Theory]
    [InlineData("person", "Bob Builder 2|Bobby Müller 1")]
    [InlineData("entitlement", "Reader, Vault 2|Root, Vault 1")]
    [InlineData("app", "Vault 3")]
    public async Task A_grouped_list_shows_the_tasks_of_each_group_together(string group, string headings)
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");

        var list = await olga.GetAsync($"/my/certifications?group={group}&order=number");

        Assert.Equal(headings, string.Join('|', list.Document.QuerySelectorAll("tr.group th").Select(heading => heading.TextContent.Trim())));
        Assert.Equal(3, Numbers(list).Count);
    }

    [Fact]
    public async Task The_pages_of_a_sorted_list_contain_each_task_once()
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");
        List<int> seen = [];
        for (var address = "/my/certifications?order=person&group=entitlement&limit=1"; address is not null;)
        {
            var page = await olga.GetAsync(address);
            seen.AddRange(Numbers(page));
            address = page.Document.QuerySelector(".pages a")?.GetAttribute("href") is { } next ? next + "&limit=1" : null;
        }

        Assert.Equal(3, seen.Count);
        Assert.Equal(3, seen.Distinct().Count());
    }

    [Fact]
    public async Task After_a_decision_in_a_filtered_list_the_same_filter_is_shown()
    {
        await using var app = await WithTasksAsync();
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications?q=bob&group=person");

        // High risk is asked about once more.
        var line = Numbers(list).Select(number => list.Line(number)!).First(line => !line.HasAttribute("data-high"));

        var after = await olga.SendAsync(line.QuerySelector<IHtmlFormElement>("form")!, "Certify");

        Assert.Contains("q=bob", after.Address.Query, StringComparison.Ordinal);
        Assert.Contains("group=person", after.Address.Query, StringComparison.Ordinal);
        Assert.Equal(2, Numbers(after).Count);
    }

    [Fact]
    public async Task Approvals_can_be_shown_as_one_list_without_groups()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            apps = new object[] { new { id = "mail", name = "Mail", ownerIds = "olga" } },
            entitlements = new object[] { new { id = "mail/box", appId = "mail", name = "Mailbox", type = "licence", risk = "low" } },
        });
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.As("ada").RequestAsync("mail/box");
        await app.RestAsync();
        var mia = await Visitor.SignInAsync(app, "mia");

        var picker = await mia.GetAsync("/my/approvals");
        Assert.Empty(Numbers(picker));
        var all = await mia.GetAsync(picker.Document.QuerySelectorAll("main a").First(link => link.TextContent == "All approvals in one list").GetAttribute("href")!);
        Assert.Equal(2, Numbers(all).Count);
        Assert.Single(Numbers(await mia.GetAsync("/my/approvals?q=mailbox")));
    }

    [Fact]
    public async Task A_list_search_covers_completed_tasks()
    {
        await using var app = await WithTasksAsync();
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications?q=muller");
        await olga.SendAsync(list.Line(Numbers(list)[0])!.QuerySelector<IHtmlFormElement>("form")!, "Certify");
        await app.RestAsync();

        Assert.Single(Numbers(await olga.GetAsync("/my/certifications/completed?q=muller")));
        Assert.Contains("No completed tasks match your filters.", (await olga.GetAsync("/my/certifications/completed?q=builder")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order=sideways")]
    [InlineData("group=star-sign")]
    [InlineData("risk=none")]
    [InlineData("q=a&q=b")]
    public async Task A_list_URL_with_invalid_parameters_gets_an_error_message(string query)
    {
        var app = shared.App;
        var olga = await Visitor.SignInAsync(app, "olga");

        Assert.Equal(HttpStatusCode.BadRequest, (await olga.GetAsync($"/my/certifications?{query}")).Status);
    }

    [Fact]
    public async Task The_API_searches_and_sorts_lists_like_the_page()
    {
        var app = shared.App;

        Assert.Single(await app.As("olga").MyTasksAsync("&q=muller"));
        Assert.Equal("high", (await app.As("olga").MyTasksAsync("&order=risk"))[0].GetProperty("risk").GetString());
        Assert.Equal(2, (await app.As("olga").MyTasksAsync("&risk=low")).Count);
    }

    private static async Task<TheApp> WithTasksAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await AddTasksAsync(app);
        return app;
    }

    private static async Task AddTasksAsync(TheApp app)
    {
        await app.ImportAsync(new
        {
            users = new object[] { new { id = "bobby", email = "bobby@example.test", displayName = "Bobby Müller", managerId = "mia" } },
            grants = new object[] { new { userId = "bobby", entitlementId = SmallOrganization.Reader } },
        });
        await app.OpenAsync("bobby", SmallOrganization.Reader);
        await app.OpenAsync("bob", SmallOrganization.Root);
        await app.OpenAsync("bob", SmallOrganization.Reader);
    }

    private static List<int> Numbers(Shown page) => [.. page.Document.QuerySelectorAll("td.number a").Select(link => int.Parse(link.TextContent.TrimStart('#'), null))];

    /// <summary>Olga has three open certifications.</summary>
    public sealed class WithTasks : SharedApp
    {
        protected override Task PrepareAsync(TheApp app) => AddTasksAsync(app);
    }

    private static string Heading(Shown page, string text) => page.Document.QuerySelectorAll("thead a").First(link => link.TextContent == text).GetAttribute("href")!;
}
