using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>
/// A task is decided once. A task named twice in one request is refused, and answers say when the earlier decision was
/// the caller's own.
/// </summary>
public sealed class RepeatedDecisionSpecs(RepeatedDecisionSpecs.WithTasks shared) : IClassFixture<RepeatedDecisionSpecs.WithTasks>
{
    [Theory]
    [InlineData("{0}", "{0}")]
    [InlineData("{0}", "#{0}")]
    [InlineData("{0}", "0{0}")]
    [InlineData("{0}", "{1}")]
    public async Task A_bulk_decision_that_names_a_task_twice_is_refused_before_anything_is_decided(string one, string other)
    {
        var (app, first, second) = (shared.App, shared.First, shared.Second);
        var id = (await app.As("adam").GetAsync($"/api/v1/tasks/{first}")).GetProperty("id").GetString();
        string Name(string pattern) => pattern.Replace("{0}", $"{first}", StringComparison.Ordinal).Replace("{1}", id, StringComparison.Ordinal);

        var refused = await app.As("olga").PostAsync(
            "/api/v1/tasks/decisions",
            new
            {
                items = new object[]
                {
                    new { task = $"{second}", decision = "certify", step = 0 },
                    new { task = Name(one), decision = "certify", step = 0 },
                    new { task = Name(other), decision = "remove", step = 0, reason = "No longer needed" },
                },
            },
            HttpStatusCode.BadRequest);

        Assert.Equal("task_twice", refused.GetProperty("code").GetString());
        Assert.Contains($"#{first}", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (var number in new[] { first, second })
            Assert.Equal("open", (await app.As("adam").GetAsync($"/api/v1/tasks/{number}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_list_form_with_a_task_at_two_steps_is_refused_and_keeps_the_typed_text()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await CertificationAsync(app, SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var list = await olga.GetAsync("/my/certifications");

        var page = await olga.DecideSelectedAsync(list, "Certify", "Still needed", ("task", $"{number}:0"), ("task", $"{number}:1"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains($"#{number}", page.Document.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Still needed", page.Text, StringComparison.Ordinal);
        Assert.Equal([$"{number}:0", $"{number}:1"], page.Document.QuerySelectorAll("#together [name=task]").Select(task => task.GetAttribute("value")));
    }

    [Fact]
    public async Task The_API_says_when_an_earlier_decision_was_the_callers_own()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await CertificationAsync(app, SmallOrganization.Reader);
        await app.As("olga").DecideAsync(number, "certify");

        var own = await app.As("olga").DecideAsync(number, "remove", "No", HttpStatusCode.Conflict, 0);
        var others = await app.As("otto").DecideAsync(number, "remove", "No", HttpStatusCode.Conflict, 0);
        var (inBulk, othersInBulk) = (await InBulkAsync(app, "olga", number), await InBulkAsync(app, "otto", number));

        Assert.Equal(("already_decided", "You already decided this task.", "You certified the access."), Said(own));
        Assert.Equal(("already_decided", "Another person already decided this task.", null), Said(others));
        Assert.All([own, others], problem => Assert.Equal(("olga", "certify"), (problem.GetProperty("decidedBy").GetString(), problem.GetProperty("decision").GetString())));
        Assert.Equal(("You already decided this task.", "olga"), (inBulk.GetProperty("title").GetString(), inBulk.GetProperty("winner").GetProperty("by").GetString()));
        Assert.Equal(("Another person already decided this task.", "olga"), (othersInBulk.GetProperty("title").GetString(), othersInBulk.GetProperty("winner").GetProperty("by").GetString()));
    }

    [Fact]
    public async Task A_refusal_for_a_task_with_two_steps_names_the_decision_about_the_same_step()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        var number = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        await app.As("mia").DecideAsync(number, "approve", "Needs it");
        await app.RestAsync();
        await app.As("otto").DecideAsync(number, "deny", "Not this week");

        var refused = await app.As("mia").DecideAsync(number, "deny", "After all", HttpStatusCode.Conflict, 0);

        Assert.Equal("You already decided this task.", refused.GetProperty("title").GetString());
        Assert.Equal(("mia", "approve"), (refused.GetProperty("decidedBy").GetString(), refused.GetProperty("decision").GetString()));
    }

    [Fact]
    public async Task Pages_and_link_pages_say_when_an_earlier_decision_was_the_readers_own()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var number = await CertificationAsync(app, SmallOrganization.Reader);
        var olga = await Visitor.SignInAsync(app, "olga");
        var (details, list) = (await olga.GetAsync($"/tasks/{number}"), await olga.GetAsync("/my/certifications"));
        var link = await LinkForm.OpenAsync(app, (await app.MailsOf("olga").LastAsync()).SignedLink);
        await app.As("olga").DecideAsync(number, "certify");

        var onDetails = await olga.SendAsync(details.Form("/decide"), "Remove", ("reason", "No"));
        var onList = await olga.DecideSelectedAsync(list, "Remove", "No", ("task", $"{number}:0"));
        var (status, behindLink) = await link.SendAsync("remove", "No");

        Assert.Contains("You already decided this task. You certified the access.", onDetails.Text, StringComparison.Ordinal);
        Assert.Contains("You already decided this task. You certified the access, ", onList.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("You already decided this task", behindLink, StringComparison.Ordinal);
        Assert.All([onDetails.Text, onList.Text, behindLink], text => Assert.DoesNotContain("Another person", text, StringComparison.Ordinal));
    }

    private static (string? Code, string? Title, string? Detail) Said(JsonElement problem) =>
        (problem.GetProperty("code").GetString(), problem.GetProperty("title").GetString(), problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null);

    private static async Task<JsonElement> InBulkAsync(TheApp app, string person, int number) =>
        (await app.As(person).PostAsync("/api/v1/tasks/decisions", new { items = new[] { new { task = $"{number}", decision = "remove", step = 0, reason = "No" } } }, HttpStatusCode.OK))
            .GetProperty("items")[0];

    private static async Task<int> CertificationAsync(TheApp app, string entitlement)
    {
        var task = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement }, HttpStatusCode.Created);
        await app.RestAsync();
        return task.GetProperty("number").GetInt32();
    }

    /// <summary>Two undecided certifications.</summary>
    public sealed class WithTasks : SharedApp
    {
        public int First { get; private set; }

        public int Second { get; private set; }

        protected override async Task PrepareAsync(TheApp app) =>
            (First, Second) = (await CertificationAsync(app, SmallOrganization.Reader), await CertificationAsync(app, SmallOrganization.Root));
    }
}
