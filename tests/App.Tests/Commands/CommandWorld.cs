using System.Net;
using System.Text;
using System.Text.Json;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Slack;
using AccessReview.App.Tests.Undoing;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.App.Tests.Commands;

/// <param name="IsReplay">The stored answer was returned, and nothing was executed.</param>
public sealed record CommandAnswer(HttpStatusCode Status, string Body, bool IsReplay);

/// <summary>The app with the small organization. Requests can have faults, and the app can be restarted on its data.</summary>
public class CommandWorld : IAsyncLifetime
{
    private readonly string _folder = TheApp.NewFolder();
    private OidcIssuer _issuer = null!; // Set by InitializeAsync.
    private SlackDouble _slack = null!; // Set by InitializeAsync.
    private int _people;

    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    public Faults Faults { get; } = new();

    public virtual async ValueTask InitializeAsync()
    {
        (_issuer, _slack) = (await OidcIssuer.StartAsync(), await SlackDouble.StartAsync());
        _slack.Join("ada", "ada@example.test");
        await StartAsync();
        await App.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await App.RestAsync();
        var people = Enumerable.Range(1, 60).Select(number => new { id = $"p{number}", email = $"p{number}@example.test", displayName = $"Person {number}", managerId = "mia" });
        var owner = new { id = "carl", email = "carl@example.test", displayName = "Carl Campaign", roles = "campaignOwner" };
        await App.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", new { users = people.Append<object>(owner) }, HttpStatusCode.Accepted);
        // Creates digests to check.
        await App.AdvanceAsync(TimeSpan.FromHours(3));
    }

    /// <summary>A person without requests; Mia is their manager.</summary>
    public string NextPerson() => $"p{++_people}";

    public async Task RestartAsync()
    {
        await App.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Sends a command and reads the whole answer.</summary>
    public async Task<CommandAnswer> SendAsync(
        SentCommand command, string key, Fault? fault = null, string? otherBody = null, string? ifMatch = null, CancellationToken hangUp = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, command.Path);
        request.Content = new StringContent(otherBody ?? JsonSerializer.Serialize(command.Body), Encoding.UTF8, "application/json");
        request.Headers.Add(IdempotencyKey.Header, key);
        var name = Faults.Add(fault ?? new Fault(null));
        request.Headers.Add(Faults.Header, name);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        try
        {
            using var answer = await App.As(command.Person).Http.SendAsync(request, hangUp);
            return new CommandAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None), answer.Headers.Contains("Idempotent-Replay"));
        }
        finally
        {
            Faults.Remove(name);
        }
    }

    /// <summary>Opens a certification of one of Bob's grants. Not by the API, which lets one access have one open certification.</summary>
    public async Task<int> CertifyAsync(string entitlement = SmallOrganization.Reader)
    {
        var id = TaskId.Derive(Guid.NewGuid().ToString("N"), "sample");
        var what = new TaskToOpen(id, TaskKind.Certification, UserId.From("bob"), EntitlementId.From(entitlement), CaseId.From(id.Value), Actor.Person(UserId.From(SmallOrganization.Admin)));
        var opened = await App.Get<TaskOpening>().OpenAsync(App.Durable, what, CancellationToken.None);
        await App.RestAsync();
        return opened.Task.Number;
    }

    /// <summary>Cancels the open revocations. An access can have only one.</summary>
    public async Task CancelRevocationsAsync()
    {
        foreach (var task in (await Invariants.TasksAsync(App)).Select(task => task.Stored.Task).Where(task => task is { IsOpen: true, Kind: TaskKind.Revocation }))
            await App.As(SmallOrganization.Admin).PostAsync($"/api/v1/tasks/{task.Number}/cancellation", new { }, HttpStatusCode.OK);
        await App.RestAsync();
    }

    /// <summary>Another person's write: it creates the next version and has no effects.</summary>
    public async Task InterfereAsync(SentCommand command)
    {
        var id = (await App.As(SmallOrganization.Admin).GetAsync($"/api/v1/tasks/{command.Task}")).GetProperty("id").GetString()!; // Every task has one.
        var stored = await App.Get<TaskStore>().LoadAsync(TaskId.From(id), CancellationToken.None) ?? throw new InvalidOperationException("The task is gone.");
        var said = new TaskEvent.Commented("In between") { At = App.Now, By = Actor.Person(UserId.From(SmallOrganization.Admin)) };
        Assert.NotNull(await App.Get<TaskStore>().AppendAsync(stored, [said], "in-between", null, CancellationToken.None));
    }

    /// <summary>Counts events of one kind in a task's history.</summary>
    public async Task<int> CountAsync(int number, string happened)
    {
        await App.RestAsync();
        var history = await App.As(SmallOrganization.Admin).GetAsync($"/api/v1/tasks/{number}/history");
        return history.GetProperty("items").EnumerateArray().Count(stored => stored.GetProperty("event").GetProperty("event").GetString() == happened);
    }

    public async Task<int> CountInstancesAsync(string prefix)
    {
        await App.RestAsync();
        return await App.Durable.GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = prefix }).CountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _slack.DisposeAsync();
        await _issuer.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task StartAsync()
    {
        App = await TheApp.StartAsync(Faults.Compose, _issuer, _folder, null, [.. _slack.Settings, Undo.Setting]);
        _slack.Clock = () => App.Now;
    }
}
