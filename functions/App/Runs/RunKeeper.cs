using System.Text.Json;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Runs;

/// <summary>Sees to it that a run of operation comes to its end; a fresh orchestration goes on where the one before had come to.</summary>
/// <typeparam name="T">How far a run has come; also what it is started with.</typeparam>
internal sealed class RunKeeper<T>(PromiseKind kind, TaskName orchestration, TimeProvider clock) : OrchestrationKeeper(orchestration, clock)
    where T : class
{
    private readonly TaskName _orchestration = orchestration;

    public override PromiseKind Kind => kind;

    protected override string FirstInstance(Promise promise) => OperationRun.InstanceOf(_orchestration, promise.Id);

    protected override object InputOf(Promise promise, OrchestrationMetadata? before) =>
        before?.SerializedCustomStatus is not null && before.ReadCustomStatusAs<T>() is { } progress ? progress
            : promise.Input is { } input ? RowJson.Read<T>(input) : throw new JsonException($"{promise.Key} has no input.");

    // The orchestration is all there is of it.
    protected override Task<Standing?> JudgeAsync(Promise promise, CancellationToken cancellationToken) => Task.FromResult<Standing?>(null);

    protected override Standing Completed(OrchestrationMetadata instance) => new Standing.Kept();
}
