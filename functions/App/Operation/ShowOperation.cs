using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Operation;

/// <summary>The operation page: the system's state.</summary>
public sealed class ShowOperation(OperationReader operation)
{
    [Function(nameof(ShowOperation))]
    [Requires(OrganizationAction.ReadOperation)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "operation")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        Page.Of<OperationPage>(new { Content = await operation.ReadAsync(client, request.HttpContext.GetCaller(), cancellationToken) });
}
