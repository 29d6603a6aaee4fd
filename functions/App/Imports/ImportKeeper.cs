using AccessReview.App.Promises;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Imports;

/// <summary>Makes sure that an import is applied completely. While it waits for a retry, newer imports wait too.</summary>
internal class ImportKeeper(ImportStore imports, PromiseStore promises, TimeProvider clock) : OrchestrationKeeper(nameof(ImportDirectory), clock)
{
    public override PromiseKind Kind => PromiseKind.Import;

    public static string InstanceOf(string import) => $"import-{import}";

    /// <summary>Returns the older import that has failed so far and must be applied first; null: none.</summary>
    public static async Task<Promise?> FindBeforeAsync(PromiseStore promises, string import, CancellationToken cancellationToken) =>
        (await promises.AllAsync(cancellationToken)).Where(promise => promise.Kind == PromiseKind.Import).TakeWhile(promise => promise.Id != import)
            .FirstOrDefault(promise => promise.Tries > 0 || promise.Cause is not null);

    /// <summary>The import that must be applied before this one; null: none.</summary>
    protected virtual Task<Promise?> FindBeforeAsync(Promise promise, CancellationToken cancellationToken) => FindBeforeAsync(promises, promise.Id, cancellationToken);

    protected override string FirstInstance(Promise promise) => InstanceOf(promise.Id);

    protected override object InputOf(Promise promise, OrchestrationMetadata? before) => new ImportOf(promise.Id);

    protected override async Task<PromiseStatus?> JudgeAsync(Promise promise, CancellationToken cancellationToken)
    {
        if (await imports.LoadAsync(promise.Id, cancellationToken) is not { } stored)
            return promise.Since + LongestWrite < Clock.GetUtcNow() ? new PromiseStatus.Done() : new PromiseStatus.Running();
        if (stored.Value.Progress != ImportProgress.Running)
            return new PromiseStatus.Done();
        return await FindBeforeAsync(promise, cancellationToken) is null ? null : new PromiseStatus.Running();
    }

    public override async Task CancelAsync(DurableTaskClient client, Promise promise, CancellationToken cancellationToken)
    {
        await base.CancelAsync(client, promise, cancellationToken);
        if (await imports.LoadAsync(promise.Id, cancellationToken) is { Value.Progress: ImportProgress.Running } stored)
            await imports.SaveAsync(stored.Value with { Progress = ImportProgress.Failed, EndedAt = Clock.GetUtcNow() }, stored.ETag, cancellationToken);
    }
}
