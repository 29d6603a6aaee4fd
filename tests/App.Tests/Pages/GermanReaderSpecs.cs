using System.Net;
using AccessReview.App.Policies;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Wording;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>The main tasks in German. API answers do not change with the language.</summary>
public sealed class GermanReaderSpecs : IAsyncLifetime
{
    private static readonly string[] Everybody = ["adam", "max", "mia", "ada", "bob", "olga", "otto"];

    private static readonly IReadOnlyList<string> Data =
    [
        "Adam Admin", "Max Major", "Mia Manager", "Ada Lovelace", "Bob Builder", "Olga Owner", "Otto Owner", "Aud Itor",
        "Vault", "Reader", "Root", "Where secrets are kept", "For the release", "Access Review",
        .. PolicyCatalog.Defaults.SelectMany(policy => policy.Steps.Select(step => step.Name).Prepend(policy.Name)),
    ];

    private TheApp _app = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync()
    {
        _app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await SpeakAsync("de-DE");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Mail_list_and_decision_are_German_for_a_German_reader()
    {
        var number = await _app.RequestAsync(SmallOrganization.Reader);
        var mail = await _app.MailsOf("mia").LastAsync();
        var mia = await Visitor.SignInAsync(_app, "mia");

        var link = (await new LinkPage(_app, mail.SignedLink).ReadAsync()).Html;
        var list = await mia.GetAsync("/my/approvals");
        var decided = await mia.SendAsync(list.Line(number)!.QuerySelector<IHtmlFormElement>("form")!, "Genehmigen");
        var (_, again) = await new LinkPage(_app, mail.SignedLink).ReadAsync();

        Assert.Equal($"Zugriff für Ada Lovelace auf Reader (Vault) genehmigen? #{number}", mail.Subject);
        Assert.Contains("Sie haben den Zugriff von Ada Lovelace auf Reader (Vault) genehmigt.", decided.Text, StringComparison.Ordinal);
        Assert.Contains("Sie haben den Antrag genehmigt", again, StringComparison.Ordinal);
        Assert.Empty(EnglishWords.InHtml(mail.Html, Data));
        Assert.All([link, again, list.Document.DocumentElement.OuterHtml, decided.Document.DocumentElement.OuterHtml], html => Assert.Empty(EnglishWords.InHtml(html, Data)));
    }

    [Fact]
    public async Task Every_page_of_an_open_refused_or_closed_task_is_German_for_a_German_reader()
    {
        var number = await _app.OpenAsync("bob", SmallOrganization.Root);
        var ended = await _app.OpenAsync("bob", SmallOrganization.Reader, "revocation");
        await _app.As("olga").DecideAsync(ended, "decline", "For the release");
        await _app.RestAsync();
        var olga = await Visitor.SignInAsync(_app, "olga");
        var otto = await Visitor.SignInAsync(_app, "otto");
        var adam = await Visitor.SignInAsync(_app, "adam");

        var english = new List<string>();
        foreach (var (who, path) in new[]
        {
            (olga, "/"), (olga, "/my/certifications"), (olga, "/my/certifications?select=all"), (olga, "/my/certifications?q=Bob&group=app"), (olga, "/my/certifications/completed"), (olga, "/my/revocations/completed"),
            (olga, "/my/provisioning"), (olga, "/my/deprovisioning"), (olga, "/my/approvals"), (olga, $"/tasks/{number}"), (olga, $"/tasks/{ended}"), (olga, $"/tasks/{number}/reassign"),
            (olga, $"/tasks/{number}/reassign?people=ada"), (olga, "/tasks/999999"), (otto, $"/tasks/{ended}"), (adam, $"/tasks/{number}"), (adam, "/"), (adam, "/signed-out"),
        })
        {
            english.AddRange(EnglishWords.InHtml((await who.GetAsync(path)).Document.DocumentElement.OuterHtml, Data).Select(text => $"{path}: {text}"));
        }

        var details = await olga.GetAsync($"/tasks/{number}");
        var refused = await olga.SendAsync(details.Form("/comment"), null, ("reason", new string('x', 3000)));
        english.AddRange(EnglishWords.InHtml(refused.Document.DocumentElement.OuterHtml, Data));

        Assert.Equal("", string.Join('\n', english));
        Assert.Contains("höchstens 2.000 Zeichen", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_forms_that_start_removals_and_reviews_are_German_for_a_German_reader()
    {
        await _app.OpenAsync("bob", SmallOrganization.Root);
        var adam = await Visitor.SignInAsync(_app, "adam");
        var bob = await Visitor.SignInAsync(_app, "bob");

        var form = await bob.GetAsync("/reviews/new?kind=revocation&for=bob&access=vault%2Freader");
        var sent = await bob.SendAsync(form.Form("/reviews/new"));
        var pages = new List<Shown> { form };
        foreach (var query in new[] { "kind=revocation&for=bob", "kind=revocation&for=bob&access=vault%2Froot", "kind=certification&for=bob", "kind=certification&access=vault%2Froot", "kind=certification&for=ada" })
            pages.Add(await adam.GetAsync($"/reviews/new?{query}"));

        Assert.All(pages, page => Assert.Empty(EnglishWords.InHtml(page.Document.DocumentElement.OuterHtml, Data)));
        Assert.Equal("Eigenen Zugriff auf Reader (Vault) aufgeben", form.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("1 Entzug ist beantragt. Er muss noch bestätigt werden.", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task API_answers_are_the_same_in_every_language()
    {
        var number = await _app.RequestAsync(SmallOrganization.Reader);
        var mia = await Visitor.SignInAsync(_app, "mia");
        await mia.SendAsync((await mia.GetAsync($"/tasks/{number}")).Form("/comment"), null, ("reason", "For the release"));
        await mia.SendAsync((await mia.GetAsync($"/tasks/{number}")).Form("/decide"), "Genehmigen");
        await _app.RestAsync();

        var german = await ReadAsync(number);
        await SpeakAsync("en-GB");
        var english = await ReadAsync(number);

        Assert.Equal(english, german);
        await Invariants.CheckAsync(_app);
    }

    private async Task<string> ReadAsync(int number)
    {
        var (mia, texts) = (_app.As("mia"), new List<string>());
        foreach (var path in new[] { $"tasks/{number}", $"tasks/{number}/history", "my/tasks", "my/counts", "my/completed", "tasks/999999", "my/tasks?limit=many", "apps", "entitlements" })
        {
            using var answer = await mia.Http.GetAsync($"/api/v1/{path}");
            texts.Add($"{path}: {answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Split("\"requestId\"")[0]}");
        }

        using var refused = await mia.PostAsync($"/api/v1/tasks/{number}/decisions", new { decision = "deny", step = 0 });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        return string.Join('\n', [.. texts, (await refused.Content.ReadAsStringAsync()).Split("\"requestId\"")[0]]);
    }

    private Task SpeakAsync(string locale) => _app.ImportAsync(new
    {
        users = Everybody.Select(id => new { id, email = $"{id}@example.test", displayName = Data.First(name => name.StartsWith($"{id} ", StringComparison.OrdinalIgnoreCase)), locale }).ToArray(),
    });
}
