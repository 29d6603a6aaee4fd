using AccessReview.App.Audit;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Operation;

/// <summary>The forms of the operation page. Each uses the same code as the API; a refusal is shown on the page.</summary>
public sealed class ActOnOperation(ReplayDeadLetters letters, SettleAgain settle, BeginIndexRebuild rebuilds, BeginAuditCheck checks, ManageWaitingWork waiting, ManageRuns runs, OperationReader operation)
{
    [Function("ReplayFromPage")]
    [Requires(OrganizationAction.Operate)]
    public Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operation/replays")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ActAsync(
            client,
            request,
            async caller =>
            {
                var replays = await letters.ReplayAsync(caller, cancellationToken);
                return OperationNote.Replayed(replays.Count(replay => replay.Outcome != ReplayOutcome.Refused), replays.Count(replay => replay.Outcome == ReplayOutcome.Refused));
            },
            cancellationToken);

    [Function("SettleFromPage")]
    [Requires(OrganizationAction.Operate)]
    public Task<IResult> SettleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operation/settlements")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ActAsync(
            client,
            request,
            async caller =>
            {
                var form = await request.ReadFieldsAsync(cancellationToken);
                var settled = await settle.SettleAsync(client, caller, form.ReadText("task") ?? "", form.ReadText("restart") == "yes", cancellationToken);
                return OperationNote.Settled(settled.Restarted);
            },
            cancellationToken);

    [Function("RebuildFromPage")]
    [Requires(OrganizationAction.Operate)]
    public Task<IResult> RebuildAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operation/rebuilds")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ActAsync(
            client,
            request,
            async caller =>
            {
                await rebuilds.BeginAsync(client, caller, cancellationToken);
                return OperationNote.RebuildBegun;
            },
            cancellationToken);

    [Function("CheckFromPage")]
    [Requires(OrganizationAction.CheckAudit)]
    public Task<IResult> CheckAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operation/checks")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ActAsync(
            client,
            request,
            async caller =>
            {
                await checks.BeginAsync(client, caller, null, cancellationToken);
                return OperationNote.CheckBegun;
            },
            cancellationToken);

    [Function("ActOnWaitingWorkFromPage")]
    [Requires(OrganizationAction.Operate)]
    public Task<IResult> ActOnWaitingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operation/waiting")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ActAsync(
            client,
            request,
            async caller =>
            {
                var form = await request.ReadFieldsAsync(cancellationToken);
                var (key, cancels) = (form.ReadRequired("key"), form.ReadText("act") == "cancel");
                await (cancels ? waiting.CancelAsync(client, caller, key, cancellationToken) : waiting.TryAsync(client, caller, key, cancellationToken));
                return OperationNote.Waiting(cancels);
            },
            cancellationToken);

    [Function("CancelRunFromPage")]
    [Requires(OrganizationAction.Operate)]
    public Task<IResult> CancelRunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operation/runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        ActAsync(
            client,
            request,
            async caller =>
            {
                await runs.CancelAsync(client, caller, (await request.ReadFieldsAsync(cancellationToken)).ReadRequired("key"), cancellationToken);
                return OperationNote.Waiting(cancelled: true);
            },
            cancellationToken);

    private async Task<IResult> ActAsync(DurableTaskClient client, HttpRequest request, Func<Caller, Task<string>> act, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        try
        {
            return new SeeOther(await act(caller));
        }
        catch (ProblemException problem)
        {
            return Page.Of<OperationPage>(new { Content = await operation.ReadAsync(client, caller, cancellationToken), Fault = problem.Title }, problem.Status);
        }
    }
}
