using System.Net;
using System.Net.Http.Json;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>
/// Each request to the tables takes 2 to 10 ms in Azure. The limits are what each use case takes today: how many requests in all, and
/// how many of them one after the other in each function. A change that needs fewer lowers them. The output shows every request.
/// </summary>
public sealed class RoundTripSpecs(ITestOutputHelper output)
{
    /// <summary>What counts is the smallest of several runs, see <see cref="TripLog"/>. The first one mostly does.</summary>
    private const int MaxRuns = 12;

    /// <summary>Longer than a thread of a loaded machine mostly waits, so that requests which the code sends together are under way together.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(25);

    [Fact]
    public Task A_decision_without_follow_up_makes_no_more_table_requests_than_recorded() => CheckAsync(
        32,
        [new("DecideTask", 8), new("LookAtTask", 6), new("SendNotification", 5)],
        async (app, requester) =>
        {
            await app.As(requester).RequestAsync(SmallOrganization.Reader);
            var number = await NumberAsync(app, "mia", "approval");
            var browser = await SignInAsync(app, "mia");
            return async () =>
            {
                using (browser)
                    await DenyAsync(browser, number);
            };
        });

    [Fact]
    public Task A_request_makes_no_more_table_requests_than_recorded_until_its_approver_has_the_mail() => CheckAsync(
        42,
        [new("RequestAccess", 7), new("OpenApproval", 7), new("LookAtTask", 6), new("SendNotification", 5)],
        (app, requester) => Task.FromResult(() => RequestAsync(app, requester)));

    /// <summary>One request reads who else has the access: both the row of the list and the mail show it.</summary>
    [Fact]
    public Task A_certified_task_makes_no_more_table_requests_than_recorded_from_its_opening_to_its_end() => CheckAsync(
        68,
        [new("OpenTask", 8)],
        (app, _) => Task.FromResult(async () =>
        {
            await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
            await DecideAsync(app, "olga", "certification", "certify");
        }));

    [Fact]
    public Task A_granted_case_makes_no_more_table_requests_than_recorded_from_request_to_access() => CheckAsync(
        143,
        [],
        (app, requester) => Task.FromResult(async () =>
        {
            await RequestAsync(app, requester);
            await DecideAsync(app, "mia", "approval", "approve");
            await DecideAsync(app, "olga", "provisioning", "complete");
        }));

    /// <param name="most">Requests in all.</param>
    /// <param name="limits">Round trips one after the other, by function.</param>
    /// <param name="prepareAsync">Prepares a run; it gets somebody who has no access yet. The function that it returns is measured.</param>
    private async Task CheckAsync(int most, IReadOnlyList<Limit> limits, Func<TheApp, string, Task<Func<Task>>> prepareAsync)
    {
        var meter = new Meter();
        await using var app = await StartAsync(meter);
        List<TripSum> runs = [];
        for (var run = 0; run <= MaxRuns && (run <= 1 || !runs.Any(IsSmall) || !limits.All(IsKept)); run++)
        {
            // The first read of a person from the directory is cached.
            var requester = $"person{run}";
            await app.As(requester).MyTasksAsync();
            var measuredAsync = await prepareAsync(app, requester);
            await app.RestAsync();
            var before = meter.Trips.Count;
            await measuredAsync();
            await app.RestAsync();
            if (run > 0)
                runs.Add(meter.Trips.After(before));
        }

        output.WriteLine(runs[0].ToString());
        Assert.InRange(runs.Min(run => run.Total), 1, most);
        Assert.All(limits, limit => Assert.InRange(runs.Min(run => run.DepthOf(limit.Function)), 1, limit.Depth));

        bool IsSmall(TripSum run) => run.Total <= most;
        bool IsKept(Limit limit) => runs.Min(run => run.DepthOf(limit.Function)) <= limit.Depth;
    }

    private static async Task<TheApp> StartAsync(Meter meter)
    {
        var app = await MeteredApp.StartAsync(meter, Latency);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        var requesters = Enumerable.Range(0, MaxRuns + 1).Select(run => $"person{run}");
        var import = new { users = requesters.Select(id => new { id, email = $"{id}@example.test", displayName = id, managerId = "mia" }) };
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", import, HttpStatusCode.Accepted);
        await app.RestAsync();
        return app;
    }

    private static async Task RequestAsync(TheApp app, string requester)
    {
        await app.As(requester).RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
    }

    private static async Task DecideAsync(TheApp app, string who, string kind, string decision)
    {
        await app.As(who).PostAsync($"/api/v1/tasks/{await NumberAsync(app, who, kind)}/decisions", new { decision, step = 0 }, HttpStatusCode.OK);
        await app.RestAsync();
    }

    private static async Task<int> NumberAsync(TheApp app, string who, string kind) =>
        (await app.As(who).MyTasksAsync("&kind=" + kind))[0].GetProperty("number").GetInt32();

    private static async Task<HttpClient> SignInAsync(TheApp app, string who)
    {
        var secret = await app.Get<Sessions>().StartAsync(UserId.From(who), TestContext.Current.CancellationToken);
        var http = app.Client();
        http.DefaultRequestHeaders.Add("Cookie", $"session={secret}");
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return http;
    }

    private static async Task DenyAsync(HttpClient browser, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tasks/{number}/decisions") { Content = JsonContent.Create(new { decision = "deny", step = 0, reason = "Not needed" }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <param name="Function">The function's name.</param>
    /// <param name="Depth">Its round trips one after the other.</param>
    private sealed record Limit(string Function, int Depth);
}
