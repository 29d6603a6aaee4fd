using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Operation;

/// <summary>One page of a rebuild; done twice it is done once.</summary>
public sealed class RebuildIndexPage(IndexRebuild rebuild)
{
    [Function(nameof(RebuildIndexPage))]
    public Task<RebuiltPage> RunAsync([ActivityTrigger] RebuildProgress progress, CancellationToken cancellationToken) => progress.IsCleaning
        ? rebuild.CleanAsync(progress.After, cancellationToken)
        : rebuild.WriteAsync(progress.After, cancellationToken);
}
