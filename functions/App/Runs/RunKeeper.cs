using System.Text.Json;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Runs;

/// <summary>Makes sure that an operation's run completes. A new orchestration continues at the previous one's progress.</summary>
/// <typeparam name="T">The run's progress, which is also its input.</typeparam>
internal sealed class RunKeeper<T>(PromiseKind kind, TaskName orchestration, TimeProvider clock) : OrchestrationKeeper(orchestration, clock)
    where T : class
{
    private readonly TaskName _orchestration = orchestration;

    public override PromiseKind Kind => kind;

    protected override string FirstInstance(Promise promise) => OperationRun.InstanceOf(_orchestration, promise.Id);

    protected override object InputOf(Promise promise, OrchestrationMetadata? before) =>
        before?.SerializedCustomStatus is not null && before.ReadCustomStatusAs<T>() is { } progress ? progress
            : promise.Input is { } input ? RowJson.Read<T>(input) : throw new JsonException($"{promise.Key} has no input.");

    // The run has no state besides its orchestration.
    protected override Task<PromiseStatus?> JudgeAsync(Promise promise, CancellationToken cancellationToken) => Task.FromResult<PromiseStatus?>(null);

    protected override PromiseStatus Completed(OrchestrationMetadata instance) => new PromiseStatus.Done();
}
