using System.Net;
using System.Reflection;
using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Promises;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace AccessReview.App.Tests.Promises;

/// <summary>A service is down for two days: accepted work is shown, counted, and done once the service is available again.</summary>
public sealed class PromiseOutageSpecs
{
    internal static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>No retry pause is longer than an hour, and an import may wait for an earlier one.</summary>
    internal static readonly TimeSpan Enough = TimeSpan.FromHours(4);

    [Fact]
    public void Every_orchestration_and_timer_is_listed_in_the_table_of_promises()
    {
        var functions = typeof(AccessReviewApp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)) || parameter.IsDefined(typeof(TimerTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name);

        Assert.Equal(functions.Order(), PromiseCase.All.Select(promise => promise.Function).Order());
    }

    [Fact]
    public async Task After_two_days_without_the_tasks_table_all_pending_work_is_done()
    {
        // New work is stored in other tables; imports cannot read their stored pages.
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        outage.Tables = address => address.Contains("/Tasks", StringComparison.Ordinal) || address.Contains("page|", StringComparison.Ordinal);
        var kept = await MakeAllAsync(app);
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        await AssertShownAsync(app, PromiseKind.Request, PromiseKind.Import, PromiseKind.IndexRebuild, PromiseKind.AuditCheck);

        await app.AdvanceAsync(Day);
        await app.AdvanceAsync(Day);
        await AssertShownAsync(app, PromiseKind.Request, PromiseKind.Import, PromiseKind.IndexRebuild, PromiseKind.AuditCheck, PromiseKind.GrantEnd);
        outage.Heal();
        await app.AdvanceAsync(Enough);

        await AssertKeptAsync(app, kept);
    }

    [Fact]
    public async Task After_two_days_without_any_table_all_earlier_accepted_work_is_done()
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        // Accepted at the last moment: none of it has started.
        outage.Tables = address => address.Contains("/Tasks", StringComparison.Ordinal) || address.Contains("page|", StringComparison.Ordinal);
        var kept = await MakeAllAsync(app);
        outage.Tables = _ => true;
        await app.AdvanceAsync(Day);
        await app.AdvanceAsync(Day);

        using (var http = app.Client())
        using (var health = await http.GetAsync("/api/health/ready", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        using (var refused = await app.As("ada").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Root, reason = "Now" }))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        outage.Heal();
        await app.AdvanceAsync(Enough);

        await AssertKeptAsync(app, kept);
    }

    [Fact]
    public async Task After_two_days_without_queue_and_mail_service_every_notification_is_sent_once()
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        outage.Queue = true;
        // Without sample tasks, which would only add more waiting notifications.
        var kept = await MakeAllAsync(app, nameof(Setup.SetUpOrganization));
        await app.AdvanceAsync(Day);
        await AssertShownAsync(app, PromiseKind.Timer);
        Assert.NotEmpty((await app.As("aud").GetAsync("/api/v1/operation/stuck-tasks")).GetProperty("items").EnumerateArray());
        (outage.Queue, outage.Mail) = (false, true);
        await app.AdvanceAsync(Day);
        // Each waits in the queue for its next attempt, or in the dead-letter queue for the next hour.
        var dead = (await app.As("aud").GetAsync("/api/v1/operation/dead-letters")).GetProperty("items").EnumerateArray().ToList();
        Assert.All(dead, letter => Assert.True(letter.GetProperty("isRetried").GetBoolean()));
        var waits = await app.Get<NotificationBacklog>().LongestWaitAsync(TestContext.Current.CancellationToken);
        Assert.True(dead.Count > 0 || waits > NotificationBacklog.Late, "No notification waits.");

        outage.Heal();
        await app.AdvanceAsync(TimeSpan.FromHours(9));

        await AssertKeptAsync(app, kept);
        Assert.Empty((await app.As("aud").GetAsync("/api/v1/operation/dead-letters")).GetProperty("items").EnumerateArray());
        // The first is the task mail, later ones are reminders: no two are the same.
        var mails = (await app.MailsOf("olga").AllAsync()).Where(mail => mail.Subject.Contains("Bob Builder", StringComparison.Ordinal) && mail.Subject.Contains("Reader", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mails);
        Assert.Equal(mails.Count, mails.DistinctBy(mail => mail.Subject).Count());
    }

    [Fact]
    public async Task After_two_days_without_orchestrations_all_accepted_work_is_started()
    {
        var outage = new Outage();
        await using var app = await StartAsync(outage);
        outage.Orchestrations = true;
        var kept = await MakeAllAsync(app);
        await app.AdvanceAsync(Day);
        await app.AdvanceAsync(Day);
        await AssertShownAsync(app, PromiseKind.Request, PromiseKind.Import, PromiseKind.IndexRebuild, PromiseKind.AuditCheck, PromiseKind.Timer);

        outage.Heal();
        await app.AdvanceAsync(Enough);

        await AssertKeptAsync(app, kept);
    }

    /// <summary>The small organization with a task, a grant with an end date, and digests that are hours old.</summary>
    internal static async Task<TheApp> StartAsync(Outage outage, params string[] settings)
    {
        var app = await outage.StartAppAsync(settings);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        var until = app.Now + TimeSpan.FromHours(6);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", new { grants = new object[] { new { userId = "bob", entitlementId = SmallOrganization.Reader, until } } }, HttpStatusCode.Accepted);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Root }, HttpStatusCode.Created);
        // Creates digests to check.
        await app.AdvanceAsync(TimeSpan.FromHours(3));
        return app;
    }

    internal static async Task<IReadOnlyList<Func<Task>>> MakeAllAsync(TheApp app, string? but = null)
    {
        List<Func<Task>> kept = [];
        foreach (var promise in PromiseCase.All.Where(promise => promise.Function != but))
            kept.Add(await promise.MakeAsync(app));
        await app.RestAsync();
        return kept;
    }

    internal static async Task AssertShownAsync(TheApp app, params PromiseKind[] kinds)
    {
        var waiting = (await app.As("aud").GetAsync("/api/v1/operation/waiting-work")).GetProperty("items").EnumerateArray().ToList();
        Assert.All(kinds, kind => Assert.Contains(waiting, work => string.Equals(work.GetProperty("kind").GetString(), kind.ToString(), StringComparison.OrdinalIgnoreCase)));
        Assert.All(waiting, work => Assert.True(work.GetProperty("tries").GetInt32() > 0 || work.TryGetProperty("cause", out _), work.ToString()));
        using var health = await app.As("aud").Http.GetAsync("/api/health/ready");
        using var report = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
        Assert.InRange(report.RootElement.GetProperty("waiting").GetProperty("count").GetInt32(), kinds.Length, 100);
        var aud = await Visitor.SignInAsync(app, "aud");
        var page = (await aud.GetAsync("/operation")).Document;
        Assert.InRange(page.QuerySelectorAll("section[aria-labelledby=waiting] tbody tr").Length, kinds.Length, 100);
    }

    internal static async Task AssertKeptAsync(TheApp app, IReadOnlyList<Func<Task>> kept)
    {
        foreach (var assert in kept)
            await assert();
        Assert.Empty((await app.As("aud").GetAsync("/api/v1/operation/waiting-work")).GetProperty("items").EnumerateArray());
        Assert.Empty((await app.As("aud").GetAsync("/api/v1/operation/stuck-tasks")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await app.As("aud").GetAsync("/api/health/ready")).GetProperty("waiting").GetProperty("count").GetInt32());
    }
}
