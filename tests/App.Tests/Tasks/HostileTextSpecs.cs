using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>Text from people is shown as text everywhere.</summary>
public sealed class HostileTextSpecs(HostileTextSpecs.Asked shared) : IClassFixture<HostileTextSpecs.Asked>
{
    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">here</a>")]
    [InlineData("</textarea><script>alert(1)</script>")]
    public async Task Markup_in_a_comment_is_shown_as_text(string text)
    {
        var (app, number) = (shared.App, shared.Task);

        await app.As("mia").PostAsync($"/api/v1/tasks/{number}/comments", new { text }, HttpStatusCode.OK);
        var mia = await Visitor.SignInAsync(app, "mia");
        var page = await mia.GetAsync($"/tasks/{number}");

        Assert.Contains(text, page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script:not([src^='/assets/']), img[onerror], a[href^='javascript:']"));
    }

    [Fact]
    public async Task A_bidirectional_override_is_removed_from_a_comment_and_a_long_comment_is_refused()
    {
        var (app, number) = (shared.App, shared.Task);

        await app.As("mia").PostAsync($"/api/v1/tasks/{number}/comments", new { text = "safe\u202Egpj.exe" }, HttpStatusCode.OK);
        var history = await app.As("mia").GetAsync($"/api/v1/tasks/{number}/history");
        var comment = history.GetProperty("items").EnumerateArray().Last().GetProperty("event").GetProperty("text").GetString();

        Assert.Equal("safegpj.exe", comment);
        await app.As("mia").PostAsync($"/api/v1/tasks/{number}/comments", new { text = new string('x', 2001) }, HttpStatusCode.BadRequest);
    }

    /// <summary>Ada has requested access; everybody's comments are on that task.</summary>
    public sealed class Asked : SharedApp
    {
        public int Task { get; private set; }

        protected override async Task PrepareAsync(TheApp app)
        {
            await app.As("ada").RequestAsync(SmallOrganization.Reader);
            Task = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();
        }
    }
}
