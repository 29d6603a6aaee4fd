using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Runs;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Audit;

/// <param name="From">The first hour (UTC) to check, as 2026112514; null: from the first digest on.</param>
public sealed record AuditCheckRequest([property: RegularExpression("^[0-9]{10}$")] string? From = null);

/// <param name="Id">The id to query the check by.</param>
/// <param name="Status">Pending, Running, Completed, Failed, or Terminated if it was cancelled.</param>
/// <param name="Digests">The number of digests checked.</param>
/// <param name="Heads">The number of task histories checked.</param>
/// <param name="FindingCount">The number of findings. Only the first fifteen are listed.</param>
public sealed record AuditCheckView(string Id, string Status, int Digests, int Heads, int FindingCount, IReadOnlyList<AuditFinding> Findings);

/// <summary>
/// Verifies the tables against the digests: the last day every night, everything on Sundays, and on request of an auditor.
/// </summary>
public sealed partial class BeginAuditCheck(DigestRecord record, PromiseStore promises, TimeProvider clock, ILogger<BeginAuditCheck> logger)
{
    [Function("CheckAuditNightly")]
    public async Task NightlyAsync([TimerTrigger("0 20 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var from = now.DayOfWeek == DayOfWeek.Sunday ? null : AuditHour.Of(now - TimeSpan.FromHours(26));
        if (await PlanAsync(from, cancellationToken) is { } plan)
            await OperationRun.StartAsync(client, promises, PromiseKind.AuditCheck, nameof(CheckAudit), plan, now, cancellationToken);
    }

    [Function(nameof(BeginAuditCheck))]
    [Requires(OrganizationAction.CheckAudit)]
    [Api("Starts to verify every task's history against the signed digests.", Takes = typeof(AuditCheckRequest), Answers = typeof(AuditCheckView), Status = 202)]
    [ApiProblem(400, "bad_hour")]
    [ApiProblem(409, "no_digests")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operation/audit-checks")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<AuditCheckRequest>(cancellationToken);
        if (wanted.From is { } from && !AuditHour.IsOne(from))
            throw Problems.BadRequest("Write the hour in UTC, such as 2026112514.", "bad_hour");
        var id = await BeginAsync(client, request.HttpContext.GetCaller(), wanted.From, request.HttpContext.GetOperation(), cancellationToken);
        return ApiResult.Accepted($"/api/v1/operation/audit-checks/{id}", new AuditCheckView(id, nameof(OrchestrationRuntimeStatus.Pending), 0, 0, 0, []));
    }

    /// <param name="from">The first hour to check; null: from the first digest on.</param>
    /// <returns>The id to query the check by.</returns>
    /// <exception cref="ProblemException">409: there are no digests yet.</exception>
    public Task<string> BeginAsync(DurableTaskClient client, Caller caller, string? from, CancellationToken cancellationToken) =>
        BeginAsync(client, caller, from, OperationId.New(clock.GetUtcNow()), cancellationToken);

    private async Task<string> BeginAsync(DurableTaskClient client, Caller caller, string? from, OperationId operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var plan = await PlanAsync(from, cancellationToken) ?? throw Problems.Conflict("no_digests", "There are no audit digests yet.");
        var id = await OperationRun.StartAsync(client, promises, PromiseKind.AuditCheck, nameof(CheckAudit), plan, operation, cancellationToken);
        Log.Started(logger, caller.Id.Value, plan.Hour, id);
        return id;
    }

    [Function("ReadAuditCheck")]
    [Requires(OrganizationAction.ReadOperation)]
    [Api("Progress and findings of an audit check.", Answers = typeof(AuditCheckView))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operation/audit-checks/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var (status, progress) = await OperationRun.FindAsync<CheckProgress>(client, promises, PromiseKind.AuditCheck, nameof(CheckAudit), id, cancellationToken);
        return ApiResult.Ok(new AuditCheckView(id, status, progress?.Digests ?? 0, progress?.Heads ?? 0, progress?.FindingCount ?? 0, progress?.Findings ?? []));
    }

    /// <summary>Returns null if there is nothing to check.</summary>
    private async Task<CheckProgress?> PlanAsync(string? from, CancellationToken cancellationToken)
    {
        if (await record.FindAsync(cancellationToken) is not var (state, _) || state.First == state.Next)
            return null;
        var hour = from is not null && string.CompareOrdinal(from, state.First) > 0 ? from : state.First;
        return new CheckProgress(state.Chain, hour, state.Next);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Audit check {Check} from {Hour} started by {Person}")]
        public static partial void Started(ILogger logger, string person, string hour, string check);
    }
}
