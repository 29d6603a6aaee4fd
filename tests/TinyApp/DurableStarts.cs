using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.TinyApp;

/// <summary>Functions with a durable client.</summary>
public static class DurableStarts
{
    [Function(nameof(StartFanOut))]
    public static async Task<IResult> StartFanOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fan-out/{count}")] HttpRequest request,
        int count,
        [DurableClient] DurableTaskClient client)
    {
        var cancelled = request.HttpContext.RequestAborted;
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(DurableOrchestrators.FanOut), count, cancelled);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancelled);
        return Results.Json(ended.ReadOutputAs<int[]>());
    }
}
