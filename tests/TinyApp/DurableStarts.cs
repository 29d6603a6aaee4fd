using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.TinyApp;

/// <summary>Functions that are given a durable client.</summary>
public static class DurableStarts
{
    [Function(nameof(StartFanOut))]
    public static async Task<IResult> StartFanOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fan-out/{count}")] HttpRequest request,
        int count,
        [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(DurableOrchestrators.FanOut), count, request.HttpContext.RequestAborted);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
        return Results.Json(ended.ReadOutputAs<int[]>());
    }
}
