using AccessReview.App.Imports;
using AccessReview.App.Promises;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Setup;

/// <summary>Makes sure that the sample organization's tasks are opened after its import is applied.</summary>
internal sealed class SampleKeeper(ImportStore imports, TimeProvider clock) : OrchestrationKeeper(nameof(SetUpOrganization), clock)
{
    public override PromiseKind Kind => PromiseKind.SampleOrganization;

    public static string InstanceOf(string import) => $"setup-{import}";

    protected override string FirstInstance(Promise promise) => InstanceOf(promise.Id);

    protected override object InputOf(Promise promise, OrchestrationMetadata? before) => new ImportOf(promise.Id);

    protected override async Task<PromiseStatus?> JudgeAsync(Promise promise, CancellationToken cancellationToken) =>
        await imports.LoadAsync(promise.Id, cancellationToken) switch
        {
            null or { Value.Progress: ImportProgress.Failed } => new PromiseStatus.Done(),
            // The import has its own promise.
            { Value.Progress: ImportProgress.Running } => new PromiseStatus.Running(),
            _ => null,
        };
}
