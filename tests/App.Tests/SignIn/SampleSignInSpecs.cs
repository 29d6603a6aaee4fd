using System.Net;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Setup;
using AccessReview.App.Store;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

/// <summary>Sign-in as a sample person: only on one machine.</summary>
public sealed class SampleSignInSpecs(SampleSignInSpecs.OneMachine shared) : IClassFixture<SampleSignInSpecs.OneMachine>
{
    private static readonly string[] Names = ["Isabella Rossi", "Rafael Costa", "Lucas Ferreira", "Tomasz Wiśniewski", "Henrik Aalto"];

    [Fact]
    public async Task The_sign_in_page_offers_one_sample_person_per_role_and_a_click_signs_in()
    {
        foreach (var name in Names)
        {
            var visitor = Visitor.Anonymous(shared.App);

            var home = await visitor.SendAsync((await visitor.GetAsync("/sign-in")).Form("/sample/sign-in"), $"Sign in as {name}");

            Assert.Equal((HttpStatusCode.OK, "/"), (home.Status, home.Address.AbsolutePath));
            Assert.EndsWith(name, home.Document.QuerySelector("header .opens-account")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sample_sign_in_returns_to_the_requested_page_and_never_to_another_site()
    {
        var visitor = Visitor.Anonymous(shared.App);
        var form = (await visitor.GetAsync("/sign-in?return=/directory")).Form("/sample/sign-in");
        Assert.Equal("/directory", form.QuerySelector("[name=return]")!.GetAttribute("value"));

        using var answer = await visitor.PostAsync(form, "Sign in as Henrik", [("return", "https://evil.test/")]);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_sample_sign_in_form_from_another_site_or_without_its_token_is_refused()
    {
        var visitor = Visitor.Anonymous(shared.App);
        var form = (await visitor.GetAsync("/sign-in")).Form("/sample/sign-in");

        using var foreign = await visitor.PostAsync(form, "Sign in as Tomasz", [], site: "cross-site");
        using var bare = await visitor.PostAsync(form, "Sign in as Tomasz", [], withToken: false);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (foreign.StatusCode, bare.StatusCode));
        Assert.False(SignsIn(foreign) || SignsIn(bare));
    }

    [Theory]
    [InlineData("priya.raghunathan")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task A_sample_sign_in_as_a_person_who_is_not_offered_is_refused(string person)
    {
        var visitor = Visitor.Anonymous(shared.App);
        var form = (await visitor.GetAsync("/sign-in")).Form("/sample/sign-in");

        using var answer = await visitor.PostAsync(form, null, [("person", person)]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Sample_sign_in_is_not_offered_under_a_foreign_host_name()
    {
        using var client = shared.App.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = "evil.test";

        using var answer = await client.SendAsync(request);

        Assert.DoesNotContain("/sample/sign-in", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_sign_in_card_is_German_for_a_German_browser()
    {
        var visitor = Visitor.Anonymous(shared.App);

        var page = await visitor.GetAsync("/sign-in", "de");

        Assert.Contains("Auf diesem Computer ausprobieren", page.Text, StringComparison.Ordinal);
        Assert.Contains("Als Rafael Costa anmelden", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Users are imported in parts, so for a moment some of them are in the directory and others are not.</summary>
    [Fact]
    public async Task Nobody_is_offered_until_all_sample_people_are_imported_and_meanwhile_the_page_refreshes_itself()
    {
        await using var app = await OneMachine.StartAsync();
        var key = DirectoryKeys.Of(SamplePeople.Reviewer.Value);
        await app.Get<AppTables>().Directory.DeleteEntityAsync(DirectoryKeys.Users(key), key);
        await app.Get<DirectoryStore>().RenewVersionAsync(CancellationToken.None);
        await app.Get<PromiseStore>().MakeAsync(PromiseKind.SampleOrganization, "first-start", CancellationToken.None);
        var visitor = Visitor.Anonymous(app);

        var during = await visitor.GetAsync("/sign-in");

        Assert.NotNull(during.Document.QuerySelector("meta[http-equiv=refresh]"));
        Assert.Null(during.Document.QuerySelector("form[action='/sample/sign-in']"));

        // Somebody who is removed later hides nobody else.
        await app.Get<PromiseStore>().KeepAsync(PromiseKind.SampleOrganization, "first-start", CancellationToken.None);
        var after = await visitor.GetAsync("/sign-in");
        Assert.Null(after.Document.QuerySelector("meta[http-equiv=refresh]"));
        Assert.Equal(4, after.Document.QuerySelectorAll("form[action='/sample/sign-in'] li").Length);
    }

    [Theory]
    [InlineData("Production", "on", null, false, "/emulator/outbox", "http://localhost:7071")]
    [InlineData("Development", "off", null, false, "/emulator/outbox", "http://localhost:7071")]
    [InlineData("Development", "on", "people", false, "/emulator/outbox", "http://localhost:7071")]
    [InlineData("Development", "on", null, true, "/emulator/outbox", "http://localhost:7071")]
    [InlineData("Development", "on", null, false, null, "http://localhost:7071")]
    [InlineData("Development", "on", null, false, "/emulator/outbox", "https://access.example.test")]
    public async Task Sample_sign_in_is_offered_only_when_every_setting_says_that_the_app_runs_locally(string environment, string sample, string? import, bool hasIssuer, string? outbox, string address)
    {
        var services = shared.App.Services;
        var people = ActivatorUtilities.CreateInstance<SamplePeople>(
            services,
            new SomeEnvironment(environment),
            Options.Create(new SiteOptions { BaseUrl = new Uri(address) }),
            Options.Create(new SetUpOptions { SampleOrganization = sample, Import = import, HasIssuer = hasIssuer, Outbox = outbox }));

        Assert.False(people.AreOffered);
        Assert.Empty(await people.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Sample_sign_in_is_not_offered_when_an_issuer_is_configured()
    {
        await using var app = await TheApp.StartAsync(settings: ["SampleOrganization=on", "Site:OutboxUrl=/emulator/outbox"]);
        await app.RestAsync();
        var visitor = Visitor.Anonymous(app);

        var answer = await visitor.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Empty(await app.Get<SamplePeople>().ListAsync(CancellationToken.None));
    }

    private static bool SignsIn(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("session=", StringComparison.Ordinal));

    /// <summary>The app as <c>dotnet run</c> starts it.</summary>
    public sealed class OneMachine : IAsyncLifetime
    {
        public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

        public async ValueTask InitializeAsync() => App = await StartAsync();

        public static async Task<TheApp> StartAsync()
        {
            var app = await TheApp.StartAsync(settings: ["SampleOrganization=on", "Site:OutboxUrl=/emulator/outbox", "SignIn:Authority=", "SignIn:Audience=", "SignIn:TenantIds="]);
            await app.RestAsync();
            return app;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    private sealed class SomeEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
