using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The line of evidence is the same wherever somebody decides.</summary>
public sealed class EvidenceSpecs
{
    private const string Line = "Reads all secrets · held since Jul 2025 · last used 7 Jul 2026 (4 months ago) · 2 others have it, 1 in the same team";

    private static readonly string[] Hints = ["Not used for 90 days", "Never reviewed"];

    [Fact]
    public async Task The_task_page_the_link_page_and_the_mail_show_the_same_evidence()
    {
        await using var app = await StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var mail = await app.MailsOf("olga").LastAsync();

        var details = await olga.GetAsync($"/tasks/{number}");
        var link = await Visitor.Anonymous(app).GetAsync(mail.SignedLink.PathAndQuery);

        Assert.Equal((Line, Line), (EvidenceOf(details), EvidenceOf(link)));
        Assert.All([details, link], page => Assert.Equal(Hints, HintsOf(page.Document.Body!))); // A page has a body.
        Assert.Contains($"{Line}\nPlease note: {string.Join(" · ", Hints)}\n", mail.Text, StringComparison.Ordinal);
        // Mail programs show the first text beside the subject.
        var html = await new HtmlParser().ParseDocumentAsync(mail.Html);
        Assert.Equal(2, html.QuerySelectorAll("div, p").Count(element => element.TextContent == Line));
        Assert.Equal(Hints, html.QuerySelectorAll("span.near").Select(hint => hint.TextContent));
    }

    [Fact]
    public async Task A_row_of_a_list_shows_the_last_use_and_the_hints()
    {
        await using var app = await StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var line = (await olga.GetAsync("/my/certifications")).Line(number)!;

        Assert.Equal("Last used 7 Jul 2026", line.QuerySelector(".used")!.TextContent);
        Assert.Equal(Hints, HintsOf(line));
    }

    [Fact]
    public async Task A_row_of_an_earlier_build_is_shown_without_evidence()
    {
        await using var app = await StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var table = app.Get<AppTables>().TaskIndex;
        var row = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {TaskIndex.PartitionOf(UserId.From("olga"))} and RowKey gt {TaskIndex.OpenPrefix}")).FirstAsync();
        row["Row"] = RowJson.Write(RowJson.Read<TaskRow>(row.GetString("Row")) with { Evidence = null });
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
        var olga = await Visitor.SignInAsync(app, "olga");

        var line = (await olga.GetAsync("/my/certifications")).Line(number)!;

        Assert.Contains("Bob Builder", line.TextContent, StringComparison.Ordinal);
        Assert.Null(line.QuerySelector(".used, .hints"));
    }

    [Fact]
    public async Task A_decided_task_shows_the_evidence_that_the_decider_saw()
    {
        await using var app = await StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");
        await app.ImportAsync(new { grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Reader, lastUsedAt = "2026-11-01" }, new { userId = "max", entitlementId = SmallOrganization.Reader } } });
        var olga = await Visitor.SignInAsync(app, "olga");

        var closed = await olga.GetAsync($"/tasks/{number}");
        var again = await olga.GetAsync($"/tasks/{await app.OpenAsync("bob", SmallOrganization.Reader)}");

        Assert.Equal($"When it was decided: {Line}", EvidenceOf(closed));
        Assert.Equal(Hints, HintsOf(closed.Document.Body!)); // A page has a body.
        Assert.Equal("Reads all secrets · held since Jul 2025 · last used 1 Nov 2026 (1 day ago) · 3 others have it, 1 in the same team", EvidenceOf(again));
        Assert.Empty(HintsOf(again.Document.Body!)); // A page has a body.
    }

    [Fact]
    public async Task The_requesters_mail_about_a_decision_shows_the_evidence_that_the_decider_saw()
    {
        await using var app = await StartAsync();
        var number = await app.RequestAsync(SmallOrganization.Root);
        var asking = await app.MailsOf("mia").LastAsync();

        await app.As("mia").DecideAsync(number, "deny", "Not needed");
        await app.RestAsync();

        const string seen = "Not held · 1 other has it, in the same team";
        Assert.Contains($"\n{seen}\n", asking.Text, StringComparison.Ordinal);
        Assert.Contains($"\nWhen it was decided: {seen}\n", (await app.MailsOf("ada").LastAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_German_reader_gets_the_evidence_in_German()
    {
        await using var app = await StartAsync();
        await app.ImportAsync(new { users = new object[] { new { id = "olga", email = "olga@example.test", displayName = "Olga Owner", locale = "de-DE" } } });
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var page = await olga.GetAsync($"/tasks/{number}");

        Assert.Equal(
            "Reads all secrets · Zugriff seit Jul 2025 · zuletzt genutzt am 7. Juli 2026 (vor 4 Monaten) · 2 weitere Personen haben diesen Zugriff, davon 1 im selben Team",
            EvidenceOf(page));
        Assert.Equal(["Seit 90 Tagen nicht genutzt", "Nie geprüft"], HintsOf(page.Document.Body!)); // A page has a body.
    }

    /// <summary>Ada reports to Mia as Bob does; Otto does not.</summary>
    private static async Task<TheApp> StartAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new
        {
            entitlements = new object[] { new { id = SmallOrganization.Reader, appId = "vault", name = "Reader", type = "role", risk = "low", ownerIds = "olga", description = "Reads all secrets." } },
            grants = new object[]
            {
                new { userId = "bob", entitlementId = SmallOrganization.Reader, since = "2025-07-15", lastUsedAt = "2026-07-07" },
                new { userId = "ada", entitlementId = SmallOrganization.Reader },
                new { userId = "otto", entitlementId = SmallOrganization.Reader },
            },
        });
        return app;
    }

    private static string EvidenceOf(Shown page) => page.Document.QuerySelector(".evidence")!.TextContent;

    private static string[] HintsOf(IElement element) => [.. element.QuerySelectorAll(".hints li").Select(hint => hint.TextContent)];
}
