using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Durable.Replays;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.App.Tests.Versions;

/// <summary>
/// D-t7: the released build and this one take turns over one store while tasks are in flight, each ended by SIGKILL. The
/// instances that this build starts are of a later version, so the released one has to leave them alone.
/// </summary>
public sealed class AlternatingBuildsSpecs : IAsyncLifetime
{
    private const string NextVersion = "9.0.0";

    private readonly ConcurrentDictionary<int, string> _acknowledged = new();
    private readonly ConcurrentQueue<Decision> _unanswered = new();
    private readonly string _folder = TheApp.NewFolder();
    private OidcIssuer _issuer = null!; // These are set by InitializeAsync.
    private AppProcess _process = null!;
    private RemoteApp _app = null!;
    private string _released = "";

    public async ValueTask InitializeAsync()
    {
        _issuer = await OidcIssuer.StartAsync();
        _process = new AppProcess(_folder, _issuer) { Settings = [$"Emulator:FreezeClockAt={TheApp.Monday:O}"] };
        _app = new RemoteApp(_process, _issuer, () => TheApp.Monday);
        _released = await ReleasedBuild.OfAsync(Release.All[0]);
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _process.DisposeAsync();
        await _issuer.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whatever_one_build_has_begun_the_other_carries_on_and_nothing_is_lost_or_done_twice()
    {
        await StartAsync(released: true);
        await _app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await _app.AdvanceAsync("PT0S");
        await _app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", MorePeople, HttpStatusCode.Accepted);
        await _app.AdvanceAsync("PT0S");
        var old = await CertifyAsync(1, 12);
        await _app.As("ada").RequestAsync(SmallOrganization.Reader);
        await _app.As("ada").RequestAsync(SmallOrganization.Root);
        await DecideAsync("mia", "approval", "approve");
        await DecideAndKillAsync([new("olga", old[0], "certify"), new("olga", old[1], "remove"), new("olga", old[2], "remove"), new("olga", old[3], "certify")]);

        await StartAsync(released: false);
        await RepeatAsync();
        var younger = await CertifyAsync(13, 16);
        await _app.AdvanceAsync("P1DT1H");
        await DecideAsync("olga", "revocation", "confirm");
        await DecideAndKillAsync([new("olga", old[4], "remove"), new("olga", old[5], "certify"), new("olga", younger[0], "remove"), new("olga", younger[1], "certify")]);

        // What the newer build has begun is not run here; what is decided of it is kept all the same.
        await StartAsync(released: true);
        await RepeatAsync();
        await _app.As("olga").DecideAsync(younger[2], "remove", "Seen by the older build");
        _acknowledged[younger[2]] = "remove";
        await _app.AdvanceAsync("PT0S");
        Assert.DoesNotContain(await _app.As("olga").MyTasksAsync("&kind=revocation"), task => task.GetProperty("subjectUser").GetString() == "person15");
        Assert.Contains(await _app.As("olga").MyTasksAsync("&kind=certification"), task => task.GetProperty("number").GetInt32() == younger[3]);
        await CertifyAsync(17, 18);
        await DecideAsync("olga", "provisioning", "complete");
        await DecideAndKillAsync([new("olga", old[6], "remove"), new("olga", old[7], "certify")]);

        await StartAsync(released: false);
        await RepeatAsync();
        await FinishAsync();
        var operations = (await _app.MailsAsync()).Select(mail => mail.OperationId).ToList();
        await _process.KillAsync();

        await CheckAsync([.. old, .. younger], younger, operations);
    }

    private static object MorePeople => new
    {
        users = Enumerable.Range(1, 20).Select(number => new { id = $"person{number}", email = $"person{number}@example.test", displayName = $"Person {number}", managerId = "mia" }),
        grants = Enumerable.Range(1, 20).Select(number => new { userId = $"person{number}", entitlementId = SmallOrganization.Reader }),
    };

    private Task StartAsync(bool released)
    {
        _process.Build = released ? _released : typeof(AccessReviewApp).Assembly.Location;
        _process.Environment = new Dictionary<string, string> { ["AzureFunctionsJobHost__extensions__durableTask__defaultVersion"] = released ? Release.All[0].Version : NextVersion };
        return _process.StartAsync();
    }

    private async Task<IReadOnlyList<int>> CertifyAsync(int first, int last)
    {
        var numbers = new int[last - first + 1];
        for (var place = 0; place < numbers.Length; place++)
        {
            var opened = await _app.As(SmallOrganization.Admin).PostAsync("/api/v1/tasks", new { kind = "certification", user = $"person{first + place}", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
            numbers[place] = opened.GetProperty("number").GetInt32();
        }

        return numbers;
    }

    /// <summary>Decides whatever of a kind waits for somebody, in bulk.</summary>
    private async Task<int> DecideAsync(string person, string kind, string decision)
    {
        var waiting = await _app.As(person).MyTasksAsync($"&kind={kind}");
        if (waiting.Count == 0)
            return 0;
        var items = waiting.Select(task => new { task = $"{task.GetProperty("number")}", decision, step = task.GetProperty("step").GetInt32(), reason = "Seen" });
        var results = await _app.As(person).PostAsync("/api/v1/tasks/decisions", new { items }, HttpStatusCode.OK);
        foreach (var result in results.GetProperty("items").EnumerateArray().Where(result => result.GetProperty("status").GetInt32() == 200 && result.TryGetProperty("outcome", out var outcome) && outcome.ValueKind == JsonValueKind.String))
            _acknowledged[int.Parse(result.GetProperty("task").GetString()!, System.Globalization.CultureInfo.InvariantCulture)] = decision; // It is what was sent.
        return waiting.Count;
    }

    /// <summary>Sends decisions all at once and kills the process at the first answer.</summary>
    private async Task DecideAndKillAsync(IReadOnlyList<Decision> decisions)
    {
        var sending = decisions.Select(SendAsync).ToList();
        await Task.WhenAny(sending);
        await _process.KillAsync();
        await Task.WhenAll(sending);
    }

    private async Task RepeatAsync()
    {
        while (_unanswered.TryDequeue(out var decision))
        {
            await SendAsync(decision);
            Assert.Contains(decision.Task, _acknowledged);
        }
    }

    private async Task SendAsync(Decision decision)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tasks/{decision.Task}/decisions") { Content = JsonContent.Create(new { decision = decision.Verb, step = 0, reason = "Seen" }) };
            using var answer = await _app.As(decision.Person).Http.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            _acknowledged[decision.Task] = decision.Verb;
        }
        // Killed before it answered: nobody knows whether it was done, and whoever repeats it is told.
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            _unanswered.Enqueue(decision);
        }
    }

    private async Task FinishAsync()
    {
        // Long enough for the reconciler to see what was left, and to give up on instances that nobody runs.
        await _app.AdvanceAsync("PT20M");
        (string Kind, string Decision)[] decisions = [("certification", "certify"), ("approval", "approve"), ("revocation", "confirm"), ("provisioning", "complete"), ("deprovisioning", "complete")];
        for (var decided = 1; decided > 0;)
        {
            decided = 0;
            foreach (var person in new[] { "olga", "otto", "mia", "adam" })
            {
                foreach (var (kind, decision) in decisions)
                    decided += await DecideAsync(person, kind, decision);
            }

            await _app.AdvanceAsync("PT20M");
        }
    }

    private async Task CheckAsync(IReadOnlyList<int> certifications, IReadOnlyList<int> younger, IReadOnlyList<string> operations)
    {
        await using var app = await TheApp.StartAsync(_issuer, _folder, settings: $"AzureFunctionsJobHost:extensions:durableTask:defaultVersion={NextVersion}");
        await app.RestAsync();
        // The released build knows fewer rows of the index: those of tasks that it closed are left, and a rebuild removes them.
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted);
        await app.RestAsync();
        var tasks = (await Invariants.TasksAsync(app)).ToDictionary(task => task.Stored.Task.Number, task => task.Stored.Task);

        await Invariants.CheckAsync(app);
        await Invariants.CheckMailsAsync(app, operations);
        Assert.All(tasks.Values, task => Assert.False(task.IsOpen));
        Assert.All(_acknowledged, decided => Assert.Equal(decided.Value, tasks[decided.Key].LastDecision?.Decision.ToString(), ignoreCase: true));
        Assert.All(certifications, number => Assert.Contains(number, _acknowledged));

        // Nothing failed on the way, and the younger ones were of the version to come from beginning to end.
        var instances = await app.Get<DurableTaskClient>().GetAllInstancesAsync().ToListAsync();
        Assert.All(instances, instance => Assert.Contains(instance.RuntimeStatus, new[] { OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated }));
        Assert.All(younger, number => Assert.Equal(NextVersion, app.Get<HistoryRecords>().Of(tasks[number].Id.Value)[^1].Version));
    }

    private sealed record Decision(string Person, int Task, string Verb);
}
