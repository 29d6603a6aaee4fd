using AccessReview.App.Promises;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>
/// Ends an attempt to apply an import. An import with a promise is retried.
/// An import of an earlier version of the app stops and must be sent again.
/// </summary>
public sealed class FailImport(ImportStore imports, PromiseStore promises, TimeProvider time)
{
    [Function(nameof(FailImport))]
    public async Task RunAsync([ActivityTrigger] ImportOf input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await imports.LoadAsync(input.Import, cancellationToken) is not { Value: { Progress: ImportProgress.Running } state } stored)
            return;
        if (await promises.FindAsync(state.Promised, input.Import, cancellationToken) is null)
            await imports.SaveAsync(state with { Progress = ImportProgress.Failed, EndedAt = time.GetUtcNow() }, stored.ETag, cancellationToken);
    }
}
