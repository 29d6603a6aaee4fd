using System.Globalization;
using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Undoing;

/// <summary>Undoing on pages: after a decision from a list, on the task's page and on the page of a signed link.</summary>
public sealed class UndoPageSpecs
{
    private const string UntilHalfPast = "takes effect at 09:00:30. You can undo it until then.";

    [Fact]
    public async Task A_decision_from_a_list_can_be_undone_there()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var decided = await DecideAsync(olga, number, "Certify");
        Assert.Contains("You certified Bob Builder's access to Reader (Vault).", decided.Text, StringComparison.Ordinal);
        Assert.Contains(UntilHalfPast, decided.Text, StringComparison.Ordinal);
        Assert.Null(decided.Line(number));
        var undone = await olga.SendAsync(UndoForm(decided), "Undo");

        Assert.Contains($"The decision is undone. Task #{number} is open again.", undone.Text, StringComparison.Ordinal);
        Assert.NotNull(undone.Line(number));
        Assert.Empty(undone.Document.QuerySelectorAll("form.undo"));
        await app.SettleAsync();
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task One_button_undoes_all_decisions_that_were_made_together()
    {
        await using var app = await Undo.StartAsync();
        int[] numbers = [await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root)];
        var olga = await Visitor.SignInAsync(app, "olga");

        var decided = await DecideTogetherAsync(olga, numbers);
        Assert.Contains("The decisions take effect at 09:00:30. You can undo them until then.", decided.Text, StringComparison.Ordinal);
        var undone = await olga.SendAsync(UndoForm(decided), "Undo");

        Assert.Contains("2 decisions are undone. Their tasks are open again.", undone.Text, StringComparison.Ordinal);
        Assert.All(numbers, number => Assert.NotNull(undone.Line(number)));
    }

    [Fact]
    public async Task Undoing_decisions_that_were_made_together_says_how_many_stay()
    {
        await using var app = await Undo.StartAsync();
        int[] numbers = [await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root)];
        var olga = await Visitor.SignInAsync(app, "olga");
        var decided = await DecideTogetherAsync(olga, numbers);
        await app.As("olga").UndoAsync(numbers[0]);
        await app.As("otto").DecideAsync(numbers[0], "certify");

        var undone = await olga.SendAsync(UndoForm(decided), "Undo");

        Assert.Contains("1 of 2 decisions are undone.", undone.Text, StringComparison.Ordinal);
        Assert.Null(undone.Line(numbers[0]));
        Assert.NotNull(undone.Line(numbers[1]));
    }

    [Fact]
    public async Task Decisions_of_a_partly_refused_form_can_be_undone()
    {
        await using var app = await Undo.StartAsync();
        int[] numbers = [await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root)];
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications");
        await app.As("otto").DecideAsync(numbers[1], "certify");

        var sent = await olga.DecideSelectedAsync(list, "Certify", null, [.. numbers.Select(number => ("task", $"{number}:0"))]);
        Assert.Contains("1 of 2 tasks were decided.", sent.Text, StringComparison.Ordinal);
        var undone = await olga.SendAsync(UndoForm(sent), "Undo");

        Assert.NotNull(undone.Line(numbers[0]));
    }

    [Fact]
    public async Task After_the_window_the_button_on_a_list_says_that_the_decision_stays()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var decided = await DecideAsync(olga, number, "Certify");
        await app.SettleAsync();

        var kept = await olga.SendAsync(UndoForm(decided), "Undo");

        Assert.Contains($"The decision on task #{number} was not undone.", kept.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(UntilHalfPast, (await olga.GetAsync(decided.Address.PathAndQuery)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_can_be_undone_on_the_tasks_page()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var page = await olga.GetAsync($"/tasks/{number}");

        var decided = await olga.SendAsync(page.Form("/decide"), "Certify");
        Assert.Contains(UntilHalfPast, decided.Text, StringComparison.Ordinal);
        var undone = await olga.SendAsync(decided.Form("/undo"), "Undo");

        Assert.Contains($"Task #{number} is open again.", undone.Text, StringComparison.Ordinal);
        Assert.NotNull(undone.Form("/decide"));
        Assert.Contains("Olga Owner certified the access", undone.Text, StringComparison.Ordinal);
        Assert.Contains("Olga Owner undid the decision", undone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_person_cannot_undo_on_the_tasks_page()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");
        var (olga, otto) = (await Visitor.SignInAsync(app, "olga"), await Visitor.SignInAsync(app, "otto"));

        Assert.Empty((await otto.GetAsync($"/tasks/{number}")).Document.QuerySelectorAll("form.undo"));
        var form = (await olga.GetAsync($"/tasks/{number}")).Form("/undo");
        var token = Browser.FieldsOf((await otto.GetAsync($"/tasks/{number}")).Forms[0]);
        using var forged = await otto.PostFieldsAsync(form.GetAttribute("action").Found(), token);

        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Contains("Only the person who decided can undo the decision.", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_approvers_page_says_that_the_approval_before_can_still_be_undone()
    {
        await using var app = await Undo.StartAsync();
        var number = await Undo.RequestRootAsync(app);
        await app.As("mia").DecideAsync(number, "approve");
        var otto = await Visitor.SignInAsync(app, "otto");

        var page = await otto.GetAsync($"/tasks/{number}");
        Assert.Contains("The last decision can be undone until 09:00:30.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, form => form.GetAttribute("action").Found().EndsWith("/decide", StringComparison.Ordinal));
        await app.SettleAsync();

        Assert.NotNull((await otto.GetAsync($"/tasks/{number}")).Form("/decide"));
    }

    [Fact]
    public async Task The_list_of_completed_tasks_offers_to_undo()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");
        await app.RestAsync();
        var olga = await Visitor.SignInAsync(app, "olga");

        var completed = await olga.GetAsync("/my/certifications/completed");
        Assert.Contains(UntilHalfPast, completed.Text, StringComparison.Ordinal);
        var undone = await olga.SendAsync(UndoForm(completed), "Undo");

        Assert.NotNull(undone.Line(number));
        Assert.Null((await olga.GetAsync("/my/certifications/completed")).Line(number));
    }

    [Fact]
    public async Task A_signed_link_undoes_its_decision_and_decides_again()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var link = (await app.MailsOf("olga").LastAsync()).SignedLink.AbsolutePath;
        var visitor = Visitor.Anonymous(app);

        var decided = await visitor.SendAsync((await visitor.GetAsync(link)).Form(link), "Remove", ("reason", "Moved to another team"));
        Assert.Contains(UntilHalfPast, decided.Text, StringComparison.Ordinal);
        await visitor.GetAsync(link);
        Assert.False((await app.TaskAsync(number)).GetProperty("state").GetString() == "open");
        var undone = await visitor.SendAsync(UndoForm(decided), "Undo");

        Assert.Contains("Your decision is undone. You can decide again.", undone.Text, StringComparison.Ordinal);
        await visitor.SendAsync(undone.Form(link), "Certify");
        await app.SettleAsync();
        Assert.Equal("certified", (await app.TaskAsync(number)).GetProperty("outcome").GetString());
        Assert.Empty((await visitor.GetAsync(link)).Document.QuerySelectorAll("form.undo"));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task After_the_window_a_signed_link_shows_that_the_decision_stays()
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var link = (await app.MailsOf("olga").LastAsync()).SignedLink.AbsolutePath;
        var visitor = Visitor.Anonymous(app);
        var decided = await visitor.SendAsync((await visitor.GetAsync(link)).Form(link), "Certify");
        await app.SettleAsync();

        var kept = await visitor.SendAsync(UndoForm(decided), "Undo");

        Assert.Contains("You certified the access", kept.Text, StringComparison.Ordinal);
        Assert.Equal("certified", (await app.TaskAsync(number)).GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("undo-tasks=&undo-until=1")]
    [InlineData("undo-tasks=0&undo-until=1")]
    [InlineData("undo-tasks=zz&undo-until=1")]
    [InlineData("undo-tasks=ffffffff.ffffffff&undo-until=1")]
    [InlineData("undo-tasks=1&undo-until=99999999999999999999")]
    public async Task A_form_that_names_no_decision_is_refused(string fields)
    {
        await using var app = await Undo.StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var token = Browser.FieldsOf((await olga.GetAsync($"/tasks/{number}")).Forms[0]);
        var sent = fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => KeyValuePair.Create(field.Split('=')[0], field.Split('=')[1]));

        using var answer = await olga.PostFieldsAsync("/my/certifications/undo", token.Concat(sent));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await olga.GetAsync($"/my/certifications?done=certify&task={number}&{fields}")).Status);
    }

    [Fact]
    public async Task The_requesters_page_shows_an_approval_when_it_takes_effect()
    {
        await using var app = await Undo.StartAsync();
        await Undo.RequestRootAsync(app);
        var number = (await app.As("mia").NumbersAsync())[0];
        var ada = await Visitor.SignInAsync(app, "ada");
        var request = (await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items")[0].GetProperty("id").GetString();

        await app.As("mia").DecideAsync(number, "approve");
        Assert.DoesNotContain("Mia Manager approved", (await ada.GetAsync($"/requests/{request}")).Text, StringComparison.Ordinal);
        await app.SettleAsync();

        Assert.Contains("Mia Manager approved", (await ada.GetAsync($"/requests/{request}")).Text, StringComparison.Ordinal);
    }

    private static IHtmlFormElement UndoForm(Shown page) => (IHtmlFormElement)page.Document.QuerySelector("form.undo").Found();

    private static async Task<Shown> DecideAsync(Visitor visitor, int number, string button)
    {
        var list = await visitor.GetAsync("/my/certifications");
        return await visitor.SendAsync((IHtmlFormElement)list.Line(number).Found().QuerySelector("td.decide form").Found(), button);
    }

    private static async Task<Shown> DecideTogetherAsync(Visitor visitor, IEnumerable<int> numbers)
    {
        var list = await visitor.GetAsync("/my/certifications");
        return await visitor.DecideSelectedAsync(list, "Certify", null, [.. numbers.Select(number => ("task", string.Create(CultureInfo.InvariantCulture, $"{number}:0")))]);
    }
}
