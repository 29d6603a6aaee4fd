using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Promises;
using AngleSharp.Html.Dom;
using Xunit;

namespace AccessReview.App.Tests.Operation;

/// <summary>Imports, index rebuilds and audit checks that have not ended are listed, and an operator can cancel them.</summary>
public sealed class RunSpecs
{
    private const string Runs = "/api/v1/operation/runs";

    private static readonly TimeSpan Later = TimeSpan.FromHours(5);

    [Theory]
    [InlineData("index-rebuilds", "IndexRebuild")]
    [InlineData("audit-checks", "AuditCheck")]
    public async Task A_cancelled_run_is_terminated_and_never_starts_again(string path, string kind)
    {
        var outage = new Outage();
        await using var app = await PromiseOutageSpecs.StartAsync(outage);
        outage.Tables = address => address.Contains("/Tasks", StringComparison.Ordinal);
        var admin = app.As(SmallOrganization.Admin);
        var id = (await admin.PostAsync($"/api/v1/operation/{path}", new { }, HttpStatusCode.Accepted)).GetProperty("id").GetString();
        await app.RestAsync();
        var running = await KeysAsync(app);

        await admin.PostAsync($"{Runs}/{kind}.{id}/cancellation", new { }, HttpStatusCode.OK);
        outage.Heal();
        await app.AdvanceAsync(Later);

        Assert.Equal([$"{kind}.{id}"], running);
        Assert.Empty(await KeysAsync(app));
        Assert.Equal("Terminated", (await admin.GetAsync($"/api/v1/operation/{path}/{id}")).GetProperty("status").GetString());
        await admin.PostAsync($"{Runs}/{kind}.{id}/cancellation", new { }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_cancelled_import_ends_as_failed_and_the_next_one_is_applied()
    {
        var outage = new Outage();
        await using var app = await PromiseOutageSpecs.StartAsync(outage);
        outage.Tables = address => address.Contains("page|", StringComparison.Ordinal);
        var admin = app.As(SmallOrganization.Admin);
        var stuck = await ImportAsync(app, "Nadia Newer");
        var running = await KeysAsync(app);

        await admin.PostAsync($"{Runs}/Import.{stuck}/cancellation", new { }, HttpStatusCode.OK);
        outage.Heal();
        var next = await ImportAsync(app, "Nadia Newest");
        await app.AdvanceAsync(Later);

        Assert.Equal([$"Import.{stuck}"], running);
        Assert.Equal("failed", await StateAsync(app, stuck));
        Assert.Equal("completed", await StateAsync(app, next));
        Assert.Equal("Nadia Newest", (await admin.GetAsync("/api/v1/users/nadia")).GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task A_run_that_has_ended_is_not_listed()
    {
        await using var app = await PromiseOutageSpecs.StartAsync(new Outage());
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted);
        await app.RestAsync();

        Assert.Empty(await KeysAsync(app));
    }

    [Fact]
    public async Task The_operation_page_cancels_a_run_for_operators_and_only_shows_it_to_auditors()
    {
        var outage = new Outage();
        await using var app = await PromiseOutageSpecs.StartAsync(outage);
        outage.Tables = address => address.Contains("/Tasks", StringComparison.Ordinal);
        var id = (await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted)).GetProperty("id").GetString();
        await app.RestAsync();
        var aud = await Visitor.SignInAsync(app, "aud");
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);

        var seen = (await aud.GetAsync("/operation")).Document.QuerySelector("section[aria-labelledby=running]").Found();
        var page = await adam.GetAsync("/operation");
        var after = await adam.SendAsync(Assert.IsAssignableFrom<IHtmlFormElement>(page.Document.QuerySelector("section[aria-labelledby=running] form")), "Cancel");

        Assert.Contains(id.Found(), seen.TextContent, StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector("form"));
        Assert.Contains("The work is cancelled and will not run again.", after.Text, StringComparison.Ordinal);
        Assert.Contains("No import, index rebuild or audit check is running.", after.Text, StringComparison.Ordinal);
        Assert.Contains("Cancelled", after.Document.QuerySelector("section[aria-labelledby=rebuilds]").Found().TextContent, StringComparison.Ordinal);
        await app.As("aud").PostAsync($"{Runs}/IndexRebuild.{id}/cancellation", new { }, HttpStatusCode.Forbidden);
    }

    private static async Task<IReadOnlyList<string?>> KeysAsync(TheApp app) =>
        [.. (await app.As("aud").GetAsync(Runs)).GetProperty("items").EnumerateArray().Select(run => run.GetProperty("key").GetString())];

    private static async Task<string> ImportAsync(TheApp app, string name)
    {
        var users = new object[] { new { id = "nadia", email = "nadia@example.test", displayName = name } };
        var import = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", new { users }, HttpStatusCode.Accepted);
        await app.RestAsync();
        return import.GetProperty("id").GetString().Found();
    }

    private static async Task<string?> StateAsync(TheApp app, string import)
    {
        var state = await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/directory/imports/{import}");
        return state.GetProperty("state").GetString();
    }
}
