using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Directory.Imports;

/// <summary>Says of an import that it does not go on; its lines stay, so that sending it again is all there is to do.</summary>
public sealed class FailImport(ImportStore imports, TimeProvider time)
{
    [Function(nameof(FailImport))]
    public async Task RunAsync([ActivityTrigger] ImportOf input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (await imports.LoadAsync(input.Import, cancellationToken) is { Value.Progress: ImportProgress.Running } stored)
            await imports.SaveAsync(stored.Value with { Progress = ImportProgress.Failed, EndedAt = time.GetUtcNow() }, stored.ETag, cancellationToken);
    }
}
