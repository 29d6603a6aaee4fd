using AccessReview.App.Imports;
using AccessReview.App.Links;
using AccessReview.App.Promises;
using AccessReview.App.Requests;
using AccessReview.App.Tasks;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Setup;

/// <summary>Opens a task of each kind about users of the imported organization, and prints their links.</summary>
public sealed class OpenSampleTasks(
    SampleCases cases,
    ImportStore imports,
    RequestStore requests,
    TaskOpening opening,
    LinkIssuer links,
    PromiseStore promises,
    ConsoleGreeting greeting,
    TimeProvider time)
{
    [Function(nameof(OpenSampleTasks))]
    public Task RunAsync([ActivityTrigger] ImportOf input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return promises.WatchAsync(PromiseKind.SampleOrganization, input.Import, () => OpenAsync(client, input, cancellationToken));
    }

    /// <returns>False: the import waits for a retry; the reconciler tries again after it is applied.</returns>
    private async Task<bool> OpenAsync(DurableTaskClient client, ImportOf input, CancellationToken cancellationToken)
    {
        if (await imports.LoadAsync(input.Import, cancellationToken) is not { Value.Progress: ImportProgress.Completed })
            return false;
        await greeting.WriteAsync(cancellationToken);
        var shown = greeting.Output;
        await foreach (var wanted in cases.FindAsync(input.Import, cancellationToken))
        {
            if (wanted.Kind == TaskKind.Approval && await requests.FindAsync(wanted.Case, cancellationToken) is null)
                await requests.TryAddAsync(RequestOf(wanted), cancellationToken);
            var task = (await opening.OpenAsync(client, wanted, cancellationToken)).Task;
            if (task.Assignees is [{ User: var assignee }, ..])
                await shown.WriteLineAsync($"{task.Kind} #{task.Number}, for {assignee}: {await links.IssueAsync(task, assignee, "console", cancellationToken)}");
        }

        await foreach (var review in cases.ReviewsAsync(input.Import, cancellationToken))
            await opening.OpenAsync(client, review, cancellationToken);
        await shown.FlushAsync(cancellationToken);
        await promises.KeepAsync(PromiseKind.SampleOrganization, input.Import, cancellationToken);
        return true;
    }

    private AccessRequest RequestOf(TaskToOpen approval) => new()
    {
        Case = approval.Case,
        RequestedBy = approval.RequestedBy ?? approval.SubjectUser,
        For = approval.SubjectUser,
        Entitlement = approval.Entitlement,
        Reason = approval.Reason ?? "",
        RequestedAt = time.GetUtcNow(),
    };
}
