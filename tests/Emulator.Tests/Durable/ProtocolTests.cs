using AccessReview.Emulator.Durable.Protocol;
using AccessReview.Emulator.Durable.Worker;
using DurableTask.Core;
using DurableTask.Core.History;
using Google.Protobuf;
using Xunit;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class ProtocolTests
{
    /// <summary>Kinds that the engine writes only for entities or reads from other stores.</summary>
    private static readonly string[] NotWritten = [nameof(HistoryStateEvent)];

    [Fact]
    public void Every_history_event_is_stored_and_read_back_unchanged()
    {
        var kinds = HistoryEvent.KnownTypes().Where(type => !NotWritten.Contains(type.Name)).ToHashSet();
        var examples = Examples();

        Assert.Equal(Sorted(kinds), Sorted(examples.Select(example => example.GetType())));
        foreach (var example in examples)
        {
            var stored = example.ToProtobuf();
            var read = P.HistoryEvent.Parser.ParseFrom(stored.ToByteArray()).ToCore();
            Assert.IsType(example.GetType(), read);
            Assert.Equal(stored, read.ToProtobuf());
        }
    }

    [Fact]
    public void A_workers_failure_keeps_its_properties_and_its_inner_failures()
    {
        const string Message = """
            {"errorType":"Outer","errorMessage":"o","stackTrace":"at X","properties":{"Code":7},
             "innerFailure":{"errorType":"Inner","errorMessage":"i"},"unknown":1}
            """;

        var failure = FunctionFailures.Of("System.Exception", Message, "elsewhere");

        Assert.Equal(("Outer", "o", "at X"), (failure.ErrorType, failure.ErrorMessage, failure.StackTrace));
        Assert.Equal(("Inner", "i"), (failure.InnerFailure?.ErrorType, failure.InnerFailure?.ErrorMessage));
        Assert.Equal(Google.Protobuf.WellKnownTypes.Value.ForNumber(7), failure.ToProtobuf()?.Properties["Code"]);
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("{ not JSON")]
    [InlineData("{}")]
    public void Any_other_failure_of_a_worker_is_kept_unchanged(string message)
    {
        var failure = FunctionFailures.Of("System.Exception", message, "at X");

        Assert.Equal(("System.Exception", message, "at X"), (failure.ErrorType, failure.ErrorMessage, failure.StackTrace));
    }

    private static IEnumerable<Type> Sorted(IEnumerable<Type> kinds) => kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    private static List<HistoryEvent> Examples()
    {
        var instance = new OrchestrationInstance { InstanceId = "it", ExecutionId = "1" };
        var tags = new Dictionary<string, string> { ["tag"] = "value" };
        var at = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);
        var failure = new FailureDetails("Type", "message", "stack", new FailureDetails("Inner", "why", null, null, false), true);
        return
        [
            new OrchestratorStartedEvent(-1),
            new OrchestratorCompletedEvent(-1),
            new ExecutionStartedEvent(-1, "in")
            {
                Name = "Name",
                Version = "1.0",
                OrchestrationInstance = instance,
                ParentInstance = new ParentInstance
                {
                    Name = "Parent",
                    Version = "2.0",
                    TaskScheduleId = 3,
                    OrchestrationInstance = instance,
                },
                ScheduledStartTime = at,
                Tags = tags,
            },
            new ContinueAsNewEvent(4, "next"),
            new ExecutionCompletedEvent(5, "out", OrchestrationStatus.Failed, failure),
            new ExecutionTerminatedEvent(-1, "reason"),
            new ExecutionSuspendedEvent(-1, "reason"),
            new ExecutionResumedEvent(-1, "reason"),
            new ExecutionRewoundEvent(-1, "reason") { InstanceId = "child", ParentExecutionId = "1" },
            new EventRaisedEvent(-1, "payload") { Name = "Event" },
            new EventSentEvent(6) { InstanceId = "other", Name = "Event", Input = "payload" },
            new GenericEvent(7, "data"),
            new TaskScheduledEvent(8, "Activity", "1.0", "in") { Tags = tags },
            new TaskCompletedEvent(-1, 8, "out"),
            new TaskFailedEvent(-1, 8, "message", null, failure),
            new SubOrchestrationInstanceCreatedEvent(9)
            {
                InstanceId = "child",
                Name = "Child",
                Version = "1.0",
                Input = "in",
                Tags = tags,
            },
            new SubOrchestrationInstanceCompletedEvent(-1, 9, "out"),
            new SubOrchestrationInstanceFailedEvent(-1, 9, "message", null, failure),
            new TimerCreatedEvent(10, at),
            new TimerFiredEvent(-1, at) { TimerId = 10 },
        ];
    }
}
