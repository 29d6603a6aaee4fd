using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Operation;

/// <summary>One page of a rebuild. Repeating it has no further effect.</summary>
public sealed class RebuildIndexPage(IndexRebuild rebuild)
{
    [Function(nameof(RebuildIndexPage))]
    public Task<RebuiltPage> RunAsync([ActivityTrigger] RebuildProgress progress, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => progress.Part switch
    {
        RebuildPart.People => rebuild.WritePeopleAsync(progress.After, cancellationToken),
        RebuildPart.Write => rebuild.WriteAsync(progress.After, cancellationToken),
        RebuildPart.Clean => rebuild.CleanAsync(progress.After, cancellationToken),
        RebuildPart.Revive => rebuild.ReviveAsync(client, progress.After, cancellationToken),
        RebuildPart.Done or _ => throw new UnreachableException("A rebuild that is done has no page."),
    };
}
