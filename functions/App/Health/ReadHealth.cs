using AccessReview.App.Http;
using AccessReview.App.Telemetry;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Health;

/// <summary>The process is running.</summary>
/// <param name="Version">The version of the running build.</param>
public sealed record Liveness(HealthStatus Status, string Version);

/// <summary>The health endpoints: whether the app is alive, and whether its dependencies work.</summary>
public sealed class ReadHealth(DependencyChecks checks)
{
    [Function("ReadLiveness")]
    [Anybody]
    [Api("Reports that the process is running.", Answers = typeof(Liveness))]
    public IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/live")] HttpRequest request) =>
        ApiResult.Ok(new Liveness(HealthStatus.Ok, ProductVersion.Current));

    [Function("ReadReadiness")]
    [Anybody]
    [Api(
        "Reports the state of each dependency. Only operators also see errors and how long notifications and other work have waited.",
        Answers = typeof(HealthReport), AnswersIfDown = true)]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/ready")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var report = await checks.CheckAsync([Dependency.Durable(client)], cancellationToken);
        var mayKnow = request.HttpContext.TryGetCaller() is { } caller && OrganizationTable.Allows(OrganizationAction.ReadOperation, caller.Roles);
        var answer = ApiResult.Ok(mayKnow ? report : report.WithoutDetails());
        return report.IsOk ? answer : answer.WithStatus(StatusCodes.Status503ServiceUnavailable);
    }
}
