using AccessReview.App.Promises;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>Ends a try to apply an import. One that is promised waits for the next try; one of an earlier build stops here, and is sent again.</summary>
public sealed class FailImport(ImportStore imports, PromiseStore promises, TimeProvider time)
{
    [Function(nameof(FailImport))]
    public async Task RunAsync([ActivityTrigger] ImportOf input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await promises.FindAsync(PromiseKind.Import, input.Import, cancellationToken) is not null)
            return;
        if (await imports.LoadAsync(input.Import, cancellationToken) is { Value.Progress: ImportProgress.Running } stored)
            await imports.SaveAsync(stored.Value with { Progress = ImportProgress.Failed, EndedAt = time.GetUtcNow() }, stored.ETag, cancellationToken);
    }
}
