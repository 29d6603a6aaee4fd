using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Instances;

/// <summary>D-t11: two processes use one store at the same time and one is killed; the invariants hold.</summary>
public sealed class DecidingAtOnceSpecs(TwoInstances instances) : IClassFixture<TwoInstances>
{
    private static readonly int People = Size.Of(24, 40);

    private readonly ConcurrentDictionary<int, (string Person, string Verb)> _acknowledged = new();

    [Fact]
    public async Task Two_instances_that_decide_the_same_tasks_decide_each_task_once()
    {
        await ImportPeopleAsync();
        var numbers = await OpenAsync();
        await instances.AdvanceAsync("PT3M");

        // Two owners decide at both instances, one by one and in bulk, concurrently. One instance dies after some answers.
        var answers = 0;
        var kill = new TaskCompletionSource();
        void Count()
        {
            if (Interlocked.Increment(ref answers) == 25)
                kill.TrySetResult();
        }

        var killer = kill.Task.ContinueWith(_ => instances.KillAsync(0), TaskScheduler.Default).Unwrap();
        await Task.WhenAll(
            OneByOneAsync(0, "olga", "certify", numbers, Count),
            OneByOneAsync(1, "otto", "remove", numbers.Reverse(), Count),
            InBulkAsync(0, "otto", "remove", numbers, Count),
            InBulkAsync(1, "olga", "certify", numbers.Reverse(), Count));
        await killer;
        Assert.Equal(numbers.Order(), _acknowledged.Keys.Order());

        // The remaining instance reconciles the work of the dead one; then both continue.
        await instances.Apps[1].AdvanceAsync("PT5M");
        await instances.RestartAsync(0);
        await instances.AdvanceAsync("PT10M");
        await FinishAsync();

        var operations = instances.Operations();
        await using var app = await instances.StartThirdAsync();
        var tasks = (await Invariants.TasksAsync(app)).ToDictionary(task => task.Stored.Task.Number, task => task.Stored.Task);
        await Invariants.CheckAsync(app);
        await Invariants.CheckMailsAsync(app, operations);
        Assert.All(tasks.Values, task => Assert.False(task.IsOpen));
        Assert.All(_acknowledged, decided => Assert.Equal(
            (decided.Value.Person, decided.Value.Verb), (tasks[decided.Key].LastDecision!.By.Value, tasks[decided.Key].LastDecision!.Decision.ToString().ToLowerInvariant()))); // Decided.
        await GrantsAreAsDecidedAsync(app, tasks.Values.Where(task => numbers.Contains(task.Number)));
    }

    private async Task ImportPeopleAsync()
    {
        var import = new
        {
            users = Enumerable.Range(1, People).Select(number => new { id = $"person{number}", email = $"person{number}@example.test", displayName = $"Person {number}", managerId = "mia" }),
            entitlements = new object[] { new { id = "vault/writer", appId = "vault", name = "Writer", risk = "low", ownerIds = "olga;otto" } },
            grants = Enumerable.Range(1, People).Select(number => new { userId = $"person{number}", entitlementId = "vault/writer" }),
        };
        await instances.Apps[1].As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", import, HttpStatusCode.Accepted);
        await instances.Apps[1].AdvanceAsync("PT0S");
    }

    private async Task<int[]> OpenAsync()
    {
        var numbers = new int[People];
        await Parallel.ForAsync(0, People, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (index, _) =>
        {
            using var answer = await instances.PostAsync(
                index % 2, SmallOrganization.Admin, "/api/v1/tasks", new { kind = "certification", user = $"person{index + 1}", entitlement = "vault/writer" }, $"open-{index}");
            numbers[index] = (await ReadAsync(answer, HttpStatusCode.Created)).GetProperty("number").GetInt32();
        });
        Assert.Equal(People, numbers.Distinct().Count());
        return numbers;
    }

    private async Task OneByOneAsync(int instance, string person, string verb, IEnumerable<int> numbers, Action onAnswer)
    {
        foreach (var number in numbers)
        {
            using var answer = await instances.PostAsync(instance, person, $"/api/v1/tasks/{number}/decisions", new { decision = verb, step = 0, reason = "One by one" }, $"{person}-{number}");
            onAnswer();
            if (answer.StatusCode == HttpStatusCode.OK)
                Acknowledge(number, person, verb);
            else
                Assert.Contains("already_decided", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private async Task InBulkAsync(int instance, string person, string verb, IEnumerable<int> numbers, Action onAnswer)
    {
        foreach (var chunk in numbers.Chunk(8))
        {
            var items = chunk.Select(number => new { task = $"{number}", decision = verb, step = 0, reason = "In bulk" });
            using var answer = await instances.PostAsync(instance, person, "/api/v1/tasks/decisions", new { items }, $"{person}-bulk-{chunk[0]}");
            onAnswer();
            foreach (var result in (await ReadAsync(answer, HttpStatusCode.OK)).GetProperty("items").EnumerateArray())
            {
                if (result.GetProperty("status").GetInt32() == 200)
                    Acknowledge(int.Parse(result.GetProperty("task").GetString()!, CultureInfo.InvariantCulture), person, verb); // It equals the sent decision.
                else
                    Assert.Equal("already_decided", result.GetProperty("code").GetString());
            }
        }
    }

    /// <summary>I1, I2: only one decider gets a success answer.</summary>
    private void Acknowledge(int number, string person, string verb) => Assert.Equal((person, verb), _acknowledged.GetOrAdd(number, (person, verb)));

    private async Task FinishAsync()
    {
        (string Kind, string Verb)[] steps = [("revocation", "confirm"), ("deprovisioning", "complete")];
        foreach (var (kind, verb) in steps)
        {
            var waiting = (await instances.Apps[0].As("olga").MyTasksAsync($"&kind={kind}")).Select(task => task.GetProperty("number").GetInt32()).ToList();
            Assert.Equal(_acknowledged.Count(decided => decided.Value.Verb == "remove"), waiting.Count);
            foreach (var (chunk, index) in waiting.Chunk(8).Select((chunk, index) => (chunk, index)))
            {
                var items = chunk.Select(number => new { task = $"{number}", decision = verb, step = 0, reason = "In bulk" });
                using var answer = await instances.PostAsync(index % 2, "olga", "/api/v1/tasks/decisions", new { items }, $"finish-{kind}-{index}");
                Assert.All((await ReadAsync(answer, HttpStatusCode.OK)).GetProperty("items").EnumerateArray(), result => Assert.Equal(200, result.GetProperty("status").GetInt32()));
            }

            // The instance that opened a task runs its timers; decisions at the other one are found by their marks.
            await instances.AdvanceAsync("PT20M");
        }
    }

    private static async Task GrantsAreAsDecidedAsync(TheApp app, IEnumerable<Domain.Tasks.ReviewTask> certifications)
    {
        foreach (var task in certifications)
        {
            var grant = Assert.Single((await app.As(SmallOrganization.Admin).GetAsync($"/api/v1/users/{task.Subject.User}/grants")).GetProperty("items").EnumerateArray());
            Assert.Equal(task.Outcome == Domain.Tasks.Outcome.Removed ? "ended" : "active", grant.GetProperty("state").GetString());
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} instead of {(int)expected}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }
}
