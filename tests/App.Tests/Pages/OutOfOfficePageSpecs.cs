using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Pages;

/// <summary>A person names their delegate on their own page.</summary>
public sealed class OutOfOfficePageSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Path = "/directory/people/me/out-of-office";

    [Fact]
    public async Task A_person_sets_and_ends_an_absence_on_the_page()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var mia = await Visitor.SignInAsync(app, "mia");
        Assert.NotNull((await mia.GetAsync("/directory/people/me")).Document.QuerySelector($"a[href='{Path}']"));
        var found = await mia.GetAsync($"{Path}?people=otto");

        var away = await mia.SendAsync(found.Form("/out-of-office"), null, ("to", "otto"), ("until", "2026-11-09"));

        Assert.Equal("/directory/people/me", away.Address.AbsolutePath);
        Assert.Equal("Your delegate is saved.", away.Document.QuerySelector("[role=status]")?.TextContent);
        Assert.Contains("Out of office until 9 November 2026. Delegate: Otto Owner.", away.Text, StringComparison.Ordinal);
        // The end of the day in her time zone.
        Assert.Equal("2026-11-09T23:59:59+01:00", (await app.As("mia").GetAsync("/api/v1/users/me")).GetProperty("delegateUntil").GetString());
        var bob = await Visitor.SignInAsync(app, "bob");
        Assert.Contains("Delegate: Otto Owner.", (await bob.GetAsync("/directory/people/mia")).Text, StringComparison.Ordinal);

        var back = await mia.SendAsync(away.Form("/out-of-office"), "End absence");

        Assert.Equal("Your absence has ended. New tasks go to you again.", back.Document.QuerySelector("[role=status]")?.TextContent);
        Assert.DoesNotContain("Otto Owner", back.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("otto", "2026-11-01", "This day is in the past")]
    [InlineData("otto", "0001-01-01", "This day is in the past")]
    [InlineData("otto", "tomorrow", "Enter the day as 2026-11-23")]
    [InlineData("", "2026-11-09", "Choose a delegate.")]
    [InlineData("mia", "2026-11-09", "You cannot be your own delegate. Choose another person.")]
    [InlineData("nobody", "2026-11-09", "The person you chose has left")]
    public async Task An_absence_form_shows_each_error_beside_its_field_and_keeps_the_typed_text(string to, string until, string sentence)
    {
        var app = shared.App;
        var mia = await Visitor.SignInAsync(app, "mia");
        var found = await mia.GetAsync($"{Path}?people=o");

        var refused = await mia.SendAsync(found.Form("/out-of-office"), null, ("to", to), ("until", until));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(sentence, refused.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(until, refused.Document.QuerySelector<IHtmlInputElement>("#until")!.GetAttribute("value"));
        Assert.Equal(to == "otto", refused.Document.QuerySelector<IHtmlInputElement>("input[name=to][value=otto]")!.IsChecked);
        Assert.False((await app.As("mia").GetAsync("/api/v1/users/me")).TryGetProperty("delegateId", out _));
    }

    [Fact]
    public async Task An_absence_without_an_end_date_lasts_until_further_notice()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var mia = await Visitor.SignInAsync(app, "mia");

        var away = await mia.SendAsync((await mia.GetAsync(Path)).Form("/out-of-office"), null, ("to", "max"));

        Assert.Contains("Out of office. Delegate: Max Major.", away.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_absence_form_without_its_token_or_from_another_site_is_refused()
    {
        var app = shared.App;
        var mia = await Visitor.SignInAsync(app, "mia");
        var form = (await mia.GetAsync(Path)).Form("/out-of-office");

        using var bare = await mia.PostAsync(form, null, [("to", "max")], withToken: false);
        using var foreign = await mia.PostAsync(form, null, [("to", "max")], site: "cross-site");

        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }
}
