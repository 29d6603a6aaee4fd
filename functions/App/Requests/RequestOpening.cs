using AccessReview.App.Directory;
using AccessReview.App.Promises;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Requests;

/// <summary>
/// Creates a request. The promise to open its approval is made before the request is written. So a written request is always
/// opened, and one that was not written leaves nothing. The orchestration is also started before the write and notified after
/// it, so that the approval opens without waiting for the reconciler.
/// </summary>
public sealed partial class RequestOpening(DirectoryStore directory, RequestStore requests, PromiseStore promises, ILogger<RequestOpening> logger)
{
    /// <summary>Returns the request as it is now, or why it was refused. The same case again returns the same request.</summary>
    internal async Task<(StoredRequest? Opened, RequestRefusal? Refused)> OpenAsync(
        DurableTaskClient client, AccessRequest wanted, Roles roles, CancellationToken cancellationToken)
    {
        var (finding, holding, waiting) = (
            requests.FindAsync(wanted.Case, cancellationToken),
            directory.FindGrantAsync(wanted.For, wanted.Entitlement, cancellationToken),
            requests.FindUnderWayAsync(wanted.For, wanted.Entitlement, cancellationToken));
        if (await finding is { } known)
        {
            await NotifyAsync(client, wanted.Case);
            return (known, null);
        }

        var subject = await directory.FindUserAsync(wanted.For, cancellationToken);
        var entitlement = await directory.FindEntitlementAsync(wanted.Entitlement, cancellationToken);
        var (held, underWay) = (await holding, await waiting);
        if (RequestRules.Judge(wanted, roles, subject, entitlement, held, underWay?.Request) is { } refusal)
            return (null, RequestRules.Disclosable(refusal, wanted, roles, subject, underWay?.Request));

        var request = wanted with { Reason = PlainText.Clean(wanted.Reason)! }; // Not null: Judge has refused an empty reason.
        await promises.MakeAsync(PromiseKind.Request, request.Case.Value, cancellationToken);
        await StartAsync(client, request.Case, cancellationToken);
        // From here on the caller's cancellation is ignored, and no read can fail after the request is written.
        if (!await requests.TryAddAsync(request, CancellationToken.None))
        {
            await promises.KeepAsync(PromiseKind.Request, request.Case.Value, CancellationToken.None);
            return (null, RequestRules.Disclosable(RequestRefusal.AlreadyPending, wanted, roles, subject, null));
        }

        await NotifyAsync(client, request.Case);
        return (new StoredRequest(request, null, default), null);
    }

    private async Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken)
    {
        try
        {
            await client.StartOnceAsync(nameof(OpenRequest), InstanceOf(id), new OpeningOf(id.Value), cancellationToken);
        }
        // The promise remains: the reconciler starts the orchestration.
#pragma warning disable CA1031
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotStarted(logger, id.Value, failed);
        }
    }

    private async Task NotifyAsync(DurableTaskClient client, CaseId id)
    {
        try
        {
            await client.RaiseIfRunningAsync(InstanceOf(id), OpenRequest.Written, CancellationToken.None);
        }
        // The request is written, so the call must succeed. The orchestration checks for it after its timeout.
#pragma warning disable CA1031
        catch (Exception lost)
#pragma warning restore CA1031
        {
            Log.NotNotified(logger, id.Value, lost);
        }
    }

    internal static string InstanceOf(CaseId id) => $"request-{id.Value}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The orchestration of request {CaseId} could not be started; the reconciler will start it")]
        public static partial void NotStarted(ILogger logger, string caseId, Exception failed);

        [LoggerMessage(LogLevel.Warning, "The orchestration of request {CaseId} could not be notified; the request will be opened later")]
        public static partial void NotNotified(ILogger logger, string caseId, Exception lost);
    }
}
