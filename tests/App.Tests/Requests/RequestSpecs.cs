using System.Net;
using System.Text.Json;
using AccessReview.App.Requests;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.App.Tests.Requests;

public sealed class RequestSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Requests = "/api/v1/requests";

    [Fact]
    public async Task Of_many_simultaneous_requests_for_the_same_access_one_is_accepted()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.As("ada").PostAsync(Requests, new { entitlementId = SmallOrganization.Reader, reason = "Please" })));
        await app.RestAsync();

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await app.As("mia").MyTasksAsync());
        Assert.Single((await app.As("ada").GetAsync("/api/v1/my/requests")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Two_calls_with_the_same_idempotency_key_make_one_request()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var body = new { entitlementId = SmallOrganization.Reader, reason = "Please" };

        using var first = await app.As("ada").PostAsync(Requests, body, "key");
        using var again = await app.As("ada").PostAsync(Requests, body, "key");

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task A_request_stored_again_at_another_time_is_still_found()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var requests = app.Get<RequestStore>();
        var first = new AccessRequest
        {
            Case = RequestKeys.CaseFor(UserId.From("ada"), "key"),
            RequestedBy = UserId.From("ada"),
            For = UserId.From("ada"),
            Entitlement = EntitlementId.From(SmallOrganization.Reader),
            Reason = "Please",
            RequestedAt = app.Now,
        };

        Assert.True(await requests.TryAddAsync(first, CancellationToken.None));
        Assert.True(await requests.TryAddAsync(first with { RequestedAt = app.Now + TimeSpan.FromMinutes(20) }, CancellationToken.None));

        Assert.Equal(first.RequestedAt, (await requests.FindAsync(first.Case, CancellationToken.None))?.Request.RequestedAt);
        Assert.Single(await requests.OfAsync(UserId.From("ada"), null, CancellationToken.None).ToListAsync());
        Assert.Single(await app.Tables.GetTableClient("Requests").QueryAsync<TableEntity>("PartitionKey eq 'my|ada'").ToListAsync());
    }

    [Theory]
    [InlineData("ada", """{"entitlementId":"vault/nothing","reason":"Please"}""", 400, "unknown_entitlement")]
    [InlineData("ada", """{"entitlementId":"vault/reader","reason":"Please","for":"nobody"}""", 400, "unknown_user")]
    [InlineData("ada", """{"entitlementId":"vault/reader","reason":" "}""", 400, "reason_required")]
    [InlineData("ada", """{"entitlementId":"vault/reader","reason":"Please","until":"2026-11-01T00:00:00Z"}""", 400, "end_in_past")]
    [InlineData("bob", """{"entitlementId":"vault/reader","reason":"Please"}""", 409, "already_held")]
    [InlineData("ada", """{"entitlementId":"vault/reader","reason":"Please","for":"bob"}""", 409, "not_requestable")]
    [InlineData("mia", """{"entitlementId":"vault/reader","reason":"Please","for":"bob"}""", 409, "already_held")]
    [InlineData("adam", """{"entitlementId":"vault/reader","reason":"Please","for":"bob"}""", 409, "already_held")]
    [InlineData("aud", """{"entitlementId":"vault/reader","reason":"Please","for":"ada"}""", 403, "read_only_role")]
    public async Task An_impossible_request_is_refused(string person, string body, int status, string code)
    {
        var app = shared.App;

        using var answer = await app.As(person).PostAsync(Requests, JsonDocument.Parse(body).RootElement);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_caller_who_may_not_read_a_persons_access_gets_the_same_refusal_for_held_and_requested_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("otto").RequestAsync(SmallOrganization.Reader);

        var answers = new List<string>();
        foreach (var person in new[] { "bob", "otto" })
        {
            var refused = await app.As("ada").PostAsync(Requests, new { entitlementId = SmallOrganization.Reader, reason = "Please", @for = person }, HttpStatusCode.Conflict);
            answers.Add(string.Join('\n', refused.EnumerateObject().Where(member => member.Name != "requestId").Select(member => $"{member.Name} {member.Value}")));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Contains("not_requestable", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requester_is_told_that_their_earlier_request_for_the_same_person_is_pending()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var body = new { entitlementId = SmallOrganization.Reader, reason = "Please", @for = "otto" };
        await app.As("ada").PostAsync(Requests, body, HttpStatusCode.Created);

        var refused = await app.As("ada").PostAsync(Requests, body, HttpStatusCode.Conflict);

        Assert.Equal("already_pending", refused.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_request_can_be_withdrawn_before_its_approval_is_opened()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = OfAda(app);
        Assert.True(await app.Get<RequestStore>().TryAddAsync(request, CancellationToken.None));

        var cancelled = await app.As("ada").PostAsync($"{Requests}/{request.Case}/cancellation", new { reason = "Not needed" }, HttpStatusCode.OK);

        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        Assert.Single(await app.As("mia").MyTasksAsync());
    }

    [Fact]
    public async Task A_request_withdrawn_right_after_it_was_made_leaves_no_open_task()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        foreach (var person in new[] { "ada", "mia", "olga", "otto" })
        {
            var request = (await app.As(person).RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString();
            await app.As(person).PostAsync($"{Requests}/{request}/cancellation", new { }, HttpStatusCode.OK);
        }

        foreach (var approver in new[] { "mia", "max", "adam" })
            Assert.Empty(await app.As(approver).MyTasksAsync());
        foreach (var person in new[] { "ada", "mia", "olga", "otto" })
            Assert.Equal("cancelled", Assert.Single((await app.As(person).GetAsync("/api/v1/my/requests")).GetProperty("items").EnumerateArray()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_approval_opened_while_its_request_is_withdrawn_is_cancelled()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = OfAda(app);
        await app.Get<RequestStore>().TryAddAsync(request, CancellationToken.None);
        await app.As("ada").PostAsync($"{Requests}/{request.Case}/cancellation", new { }, HttpStatusCode.OK);
        var approval = new TaskToOpen(request.ApprovalTask, TaskKind.Approval, request.For, request.Entitlement, request.Case, Actor.Person(request.RequestedBy)) { RequestedBy = request.RequestedBy };
        await app.Get<TaskOpening>().OpenAsync(app.Durable, approval, CancellationToken.None);
        await app.RestAsync();

        var activity = ActivatorUtilities.CreateInstance<OpenApproval>(app.Services);
        await activity.RunAsync(new OpeningOf(request.Case.Value), app.Durable, CancellationToken.None);

        Assert.Empty(await app.As("mia").MyTasksAsync());
        Assert.Equal("cancelled", (await app.As("ada").GetAsync($"{Requests}/{request.Case}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_provisioning_opened_after_its_request_was_withdrawn_is_cancelled()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = OfAda(app);
        await app.Get<RequestStore>().TryAddAsync(request, CancellationToken.None);
        await app.As("ada").PostAsync($"{Requests}/{request.Case}/cancellation", new { }, HttpStatusCode.OK);
        var task = TaskId.Derive(request.ApprovalTask.Value, nameof(TaskKind.Provisioning));
        var provisioning = new TaskToOpen(task, TaskKind.Provisioning, request.For, request.Entitlement, request.Case, Actor.System) { RequestedBy = request.RequestedBy };

        await app.Get<TaskOpening>().OpenAsync(app.Durable, provisioning, CancellationToken.None);
        await app.RestAsync();

        Assert.Empty(await app.As("olga").MyTasksAsync());
        Assert.Equal("cancelled", (await app.As("adam").GetAsync($"/api/v1/tasks/{task}")).GetProperty("outcome").GetString());
        Assert.Equal("cancelled", (await app.As("ada").GetAsync($"{Requests}/{request.Case}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task After_a_withdrawal_the_same_access_can_be_requested_again()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var ada = app.As("ada");
        var first = (await ada.RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString();
        await app.RestAsync();

        var cancelled = await ada.PostAsync($"{Requests}/{first}/cancellation", new { }, HttpStatusCode.OK);
        await ada.RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        Assert.Single(await app.As("mia").MyTasksAsync());
        Assert.Equal(2, (await ada.GetAsync("/api/v1/my/requests")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task After_a_denial_the_same_access_can_be_requested_again()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        var task = (await app.As("mia").MyTasksAsync())[0].GetProperty("number").GetInt32();

        await app.As("mia").DecideAsync(task, "deny", "Not now");
        await app.RestAsync();

        Assert.Equal("denied", (await app.As("ada").GetAsync($"{Requests}/{request.GetProperty("id").GetString()}")).GetProperty("state").GetString());
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
    }

    private static AccessRequest OfAda(TheApp app) => new()
    {
        Case = RequestKeys.CaseFor(UserId.From("ada"), "key"),
        RequestedBy = UserId.From("ada"),
        For = UserId.From("ada"),
        Entitlement = EntitlementId.From(SmallOrganization.Reader),
        Reason = "Please",
        RequestedAt = app.Now,
    };

    [Fact]
    public async Task A_request_can_be_read_only_by_people_involved_in_it()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var path = $"{Requests}/{(await app.As("ada").RequestAsync(SmallOrganization.Reader)).GetProperty("id").GetString()}";

        foreach (var (person, status) in new[] { ("ada", HttpStatusCode.OK), ("mia", HttpStatusCode.OK), ("aud", HttpStatusCode.OK), ("bob", HttpStatusCode.NotFound) })
        {
            using var answer = await app.As(person).Http.GetAsync(path);
            Assert.Equal(status, answer.StatusCode);
        }
    }
}
