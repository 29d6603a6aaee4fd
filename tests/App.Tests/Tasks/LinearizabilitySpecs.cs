using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using CsCheck;
using Microsoft.Net.Http.Headers;
using Xunit;
using Size = AccessReview.App.Tests.Drivers.Size;

namespace AccessReview.App.Tests.Tasks;

/// <summary>
/// Commands that run at the same time on one task have the results that they would have one after the other, in some order.
/// The rules alone, without tables, say which results an order has.
/// </summary>
public sealed class LinearizabilitySpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly UserId Mia = new("mia");
    private static readonly Actor Olga = Actor.Person(new UserId("olga"));
    private static readonly Actor Otto = Actor.Person(new UserId("otto"));
    private static readonly Actor Bob = Actor.Person(new UserId("bob"));
    private static readonly Actor Adam = Actor.Person(new UserId(SmallOrganization.Admin), Roles.Admin);

    private static readonly Order[] Orders =
    [
        new("Olga certifies", Olga, TaskIntents.Decide(Decision.Certify, 0, null, null)),
        new("Olga certifies, with a key", Olga, TaskIntents.Decide(Decision.Certify, 0, null, null)) { Key = "olga" },
        new("Olga removes", Olga, TaskIntents.Decide(Decision.Remove, 0, null, "unused")),
        new("Otto certifies", Otto, TaskIntents.Decide(Decision.Certify, 0, null, null)),
        new("Otto removes, if unchanged", Otto, TaskIntents.Decide(Decision.Remove, 0, null, "unused")) { IsForFirstVersion = true },
        new("Bob certifies his own access", Bob, TaskIntents.Decide(Decision.Certify, 0, null, null)),
        new("Olga reassigns to Mia", Olga, TaskIntents.Reassign(Mia, 0, "knows more")),
        new("Otto reassigns to Mia, with a key", Otto, TaskIntents.Reassign(Mia, 0, "knows more")) { Key = "otto" },
        new("Otto comments", Otto, TaskIntents.Comment("Is it used?")),
        new("Adam comments, with a key", Adam, TaskIntents.Comment("It is.")) { Key = "adam" },
        new("Adam comments, if unchanged", Adam, TaskIntents.Comment("I looked.")) { IsForFirstVersion = true },
        new("Adam sends a reminder", Adam, TaskIntents.Remind()),
        new("Adam cancels", Adam, TaskIntents.Cancel("opened by mistake")),
    ];

    // The sampler creates the initial state again for each compared order; all start with the task of the app.
    private readonly ConcurrentDictionary<int, Opened> _opened = new();

    [Fact]
    public void Simultaneous_commands_have_the_results_of_some_sequential_order() =>
        Check.SampleParallel(
            Gen.Int.Select(sample => (new Real(shared.App, () => _opened[sample] = Wait(OpenAsync)), new Rules(() => _opened[sample]))),
            Gen.OneOf(Orders).Operation<Real, Rules>(order => order.Name, (real, order) => real.Run(order), (rules, order) => rules.Run(order)),
            equal: (real, rules) => real.Result() == rules.Result(),
            iter: Size.Of(25, 1_000),
            maxSequentialOperations: 2,
            maxParallelOperations: 4,
            // Each sample opens a task in the shared app.
            threads: 1,
            printActual: real => real.Result(),
            printModel: rules => rules.Result());

    private async Task<Opened> OpenAsync()
    {
        var app = shared.App;
        // The effects of the previous sample are applied.
        await app.RestAsync();
        // Not by the API, which lets one access have one open certification.
        var id = TaskId.Derive(Guid.NewGuid().ToString("N"), "sample");
        var what = new TaskToOpen(id, TaskKind.Certification, UserId.From("bob"), EntitlementId.From(SmallOrganization.Reader), CaseId.From(id.Value), Actor.System);
        await app.Get<TaskOpening>().OpenAsync(app.Durable, what, CancellationToken.None);
        await app.RestAsync();
        var stored = await app.Get<TaskStore>().LoadAsync(id, CancellationToken.None);
        var task = await app.Get<TaskReader>().DescribeAsync(stored!, CancellationToken.None, Mia);
        return new Opened(task, await app.Get<AccessContextReader>().ReadAsync(task.Task.Subject, task.Facts, CancellationToken.None));
    }

    // The sampler runs concurrent operations on its own threads.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    /// <summary>The initial state of a sample.</summary>
    private sealed record Opened(ReadableTask Read, AccessContext Access);

    /// <summary>A command that the samples are made of.</summary>
    private sealed record Order(string Name, Actor By, TaskIntent Intent)
    {
        /// <summary>An Idempotency-Key; null: each time is a command of its own.</summary>
        public string? Key { get; init; }

        /// <summary>Its If-Match header names the version with which the sample begins.</summary>
        public bool IsForFirstVersion { get; init; }

        public override string ToString() => Name;
    }

    /// <summary>The app.</summary>
    private sealed class Real(TheApp app, Func<Opened> open)
    {
        private readonly Lazy<Opened> _opened = new(open);
        private readonly ConcurrentBag<string> _answers = [];

        private ReviewTask First => _opened.Value.Read.Task;

        public void Run(Order order) => _answers.Add($"{order.Name}: {Wait(() => AnswerAsync(order))}");

        public string Result() => Wait(async () =>
        {
            var stored = await app.Get<TaskStore>().LoadAsync(First.Id, CancellationToken.None);
            return string.Join('\n', _answers.Order(StringComparer.Ordinal).Append(RowJson.Write(stored!.Task)));
        });

        private async Task<string> AnswerAsync(Order order)
        {
            var operation = order.Key is { } key ? new OperationId(OperationId.Derive(order.By.User!.Value, First.Id.Value, key), app.Now, true) : null;
            var asked = new CommandOrder(First.Id.Value, order.By, order.Intent)
            {
                AlsoPeople = [Mia],
                Operation = operation,
                IfMatch = order.IsForFirstVersion ? new IfMatch([new EntityTagHeaderValue($"\"{TaskAnswers.TagOf(First)}\"")]) : IfMatch.Anything,
            };
            return await app.Get<TaskCommands>().ExecuteAsync(app.Durable, asked, CancellationToken.None) switch
            {
                CommandResult.Done done => $"version {done.Task.Version}",
                CommandResult.Changed => "changed",
                CommandResult.Refused refused => refused.Why.ToString(),
                var other => other.GetType().Name,
            };
        }
    }

    /// <summary>The rules alone, without concurrency.</summary>
    private sealed class Rules(Func<Opened> opened)
    {
        private readonly Lazy<Opened> _opened = new(opened);
        private readonly List<string> _answers = [];
        private readonly Dictionary<string, long> _done = [];
        private ReadableTask First => _opened.Value.Read;

        [AllowNull]
        private ReviewTask Now { get => field ?? First.Task; set; }

        public void Run(Order order) => _answers.Add($"{order.Name}: {Answer(order)}");

        public string Result() => string.Join('\n', _answers.Order(StringComparer.Ordinal).Append(RowJson.Write(Now)));

        private string Answer(Order order)
        {
            if (order.Key is { } key && _done.TryGetValue(key, out var version))
                return $"version {version}";
            if (order.IsForFirstVersion && Now.Version != First.Task.Version)
                return "changed";
            var command = order.Intent.Command(new CommandContext(order.By, First.Facts, First.At));
            var ruling = TaskMachine.Decide(Now, command is TaskCommand.Decide decide ? decide with { Access = _opened.Value.Access } : command);
            if (ruling is Ruling.Refused refused)
                return refused.Why.ToString();
            var events = ((Ruling.Accepted)ruling).Events;
            Now = events.Aggregate(Now, (task, happened) => task.Evolve(happened));
            if (order.Key is { } used && events.Count > 0)
                _done[used] = Now.Version;
            return $"version {Now.Version}";
        }
    }
}
