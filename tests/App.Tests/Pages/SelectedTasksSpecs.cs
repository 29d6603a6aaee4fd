using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>Tasks that are selected in a list, filtered by notes, and decided or reassigned together.</summary>
public sealed class SelectedTasksSpecs
{
    [Fact]
    public async Task All_tasks_of_a_list_can_be_selected_beyond_its_page_and_are_decided_after_a_page_names_the_risky_ones()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Reader } } });
        await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.OpenAsync("bob", SmallOrganization.Root);
        await app.OpenAsync("ada", SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");

        var first = await olga.GetAsync("/my/certifications?limit=1");
        var selected = await olga.GetAsync($"{first.Document.QuerySelectorAll(".select a").Single(link => link.TextContent == "Select all 3").GetAttribute("href")}&limit=1");
        Assert.Equal("3 selected", selected.Document.QuerySelector("#how-many")!.TextContent);
        Assert.Equal(2, selected.Document.QuerySelectorAll("#selected [name=task]").Length);

        var asked = await olga.SendAsync((IHtmlFormElement)selected.Document.GetElementById("selected")!, "Certify", Ticked(selected));
        Assert.Equal("Certify: 3 tasks", asked.Document.QuerySelector("h1")!.TextContent);
        Assert.Contains("Bob Builder", asked.Document.QuerySelector(".note.warn li")!.TextContent, StringComparison.Ordinal);
        Assert.Single(asked.Document.QuerySelectorAll(".note.warn li"));
        Assert.Equal(3, (await app.As("olga").MyTasksAsync("&kind=certification")).Count);

        var done = await olga.SendAsync((IHtmlFormElement)asked.Document.GetElementById("together")!, "Certify");
        Assert.Contains("3 tasks are certified.", done.Text, StringComparison.Ordinal);
        Assert.Equal(0, done.Badge("Certifications"));
    }

    [Fact]
    public async Task Selected_tasks_of_people_who_have_left_are_named_and_stay_open_when_others_are_certified()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Reader } } });
        var (leaver, other) = (await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("ada", SmallOrganization.Reader));
        await app.ImportAsync(new { users = new object[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = false } } });
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications?select=all");

        var asked = await olga.SendAsync((IHtmlFormElement)list.Document.GetElementById("selected")!, "Certify", Ticked(list));
        Assert.Contains("Bob Builder", asked.Document.QuerySelector("#impossible")!.TextContent, StringComparison.Ordinal);
        var done = await olga.SendAsync((IHtmlFormElement)asked.Document.GetElementById("together")!, "Certify");

        Assert.NotNull(done.Line(leaver));
        Assert.Null(done.Line(other));
    }

    [Fact]
    public async Task Selected_tasks_are_reassigned_together_with_a_result_for_each()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (first, second) = (await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root));
        var olga = await Visitor.SignInAsync(app, "olga");
        var form = (IHtmlFormElement)(await olga.GetAsync("/my/certifications?select=all")).Document.GetElementById("selected")!;
        form.SetAttribute("action", form.QuerySelector("[formaction]")!.GetAttribute("formaction"));
        (string, string)[] tasks = [("task", $"{first}:0"), ("task", $"{second}:0")];

        var page = await olga.SendAsync(form, null, tasks);
        Assert.Equal(["max"], Choices(page));
        Assert.Contains("Your manager", page.Text, StringComparison.Ordinal);
        var found = await olga.SendAsync(form, null, [.. tasks, ("people", "m")]);
        Assert.Equal(["max", "mia"], Choices(found).Order());
        await app.As("otto").DecideAsync(first, "certify");
        var together = (IHtmlFormElement)found.Document.GetElementById("together")!;
        Assert.Equal(HttpStatusCode.BadRequest, (await olga.SendAsync(together, null, ("to", "max"), ("reason", " "))).Status);
        var results = await olga.SendAsync(together, null, ("to", "max"), ("reason", "I am away"));

        Assert.Contains("1 of 2 tasks were reassigned.", results.Text, StringComparison.Ordinal);
        await app.RestAsync();
        Assert.Equal([second], (await app.As("max").MyTasksAsync()).Select(task => task.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task A_list_is_filtered_by_a_note_in_the_pages_and_the_API()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Root, since = "2026-01-01", lastUsedAt = "2026-02-01" } } });
        await app.OpenAsync("bob", SmallOrganization.Reader);
        await app.OpenAsync("ada", SmallOrganization.Root);
        await app.ImportAsync(new { users = new object[] { new { id = "bob", email = "bob@example.test", displayName = "Bob Builder", active = false } } });
        var olga = await Visitor.SignInAsync(app, "olga");

        foreach (var (hint, people) in new[] { ("hasLeft", "Bob Builder"), ("neverReviewed", "Ada Lovelace, Bob Builder"), ("notUsedLately", "Ada Lovelace"), ("neverUsed", "") })
        {
            var list = await olga.GetAsync($"/my/certifications?hint={hint}&order=person");

            Assert.Equal(people, string.Join(", ", list.Document.QuerySelectorAll("td.person b").Select(name => name.TextContent)));
            Assert.Equal(hint, list.Document.QuerySelector<IHtmlSelectElement>("#hint")!.Value);
            Assert.Equal(people, string.Join(", ", (await app.As("olga").MyTasksAsync($"&hint={hint}&order=person")).Select(row => row.GetProperty("subjectName").GetString())));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await olga.GetAsync("/my/certifications?hint=star-sign")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.As("olga").Http.GetAsync("/api/v1/my/tasks?hint=star-sign")).StatusCode);
    }

    [Fact]
    public async Task A_decided_task_leads_to_the_next_one_and_the_home_page_groups_tasks_about_the_same_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new { grants = new object[] { new { userId = "ada", entitlementId = SmallOrganization.Reader } } });
        var (bob, ada, root) = (await app.OpenAsync("bob", SmallOrganization.Reader), await app.OpenAsync("ada", SmallOrganization.Reader), await app.OpenAsync("bob", SmallOrganization.Root));
        var olga = await Visitor.SignInAsync(app, "olga");
        var both = (await olga.GetAsync("/")).Document.QuerySelectorAll("td.question a").Single(row => row.TextContent == "Reader, Vault: 2 people");
        var group = await olga.GetAsync(both.GetAttribute("href")!);
        Assert.Equal(new[] { bob, ada }.Order(), group.Document.QuerySelectorAll("td.number a").Select(link => int.Parse(link.TextContent.TrimStart('#'), null)).Order());

        var page = await olga.GetAsync($"/tasks/{bob}");
        var done = await olga.SendAsync(page.Form("/decide"), "Certify");

        var next = done.Document.QuerySelector("#next-task")!;
        Assert.Contains(next.GetAttribute("href"), new[] { $"/tasks/{ada}", $"/tasks/{root}" });
        Assert.EndsWith("(2 left)", next.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("/my/certifications", done.Document.QuerySelector(".next-links .back")!.GetAttribute("href"));
    }

    /// <summary>The ticked boxes of the page and the tasks of other pages, as a browser sends them.</summary>
    private static (string, string)[] Ticked(Shown list) =>
        [.. list.Document.QuerySelectorAll<IHtmlInputElement>("td.tick input, #selected input[name=task]").Where(box => box.Type == "hidden" || box.IsChecked).Select(box => ("task", box.Value))];

    private static IEnumerable<string?> Choices(Shown page) => page.Document.QuerySelectorAll("[name=to]").Select(choice => choice.GetAttribute("value"));
}
