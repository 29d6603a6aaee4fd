using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.Emulator.Tests.Host;

internal sealed class DurableSample(Journal journal)
{
    [Function(nameof(Begin))]
    public async Task<IResult> Begin([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "begin/{word}")] HttpRequest request, string word, [DurableClient] DurableTaskClient client) =>
        Results.Text($"{request.Method} {await client.ScheduleNewOrchestrationInstanceAsync(nameof(Greet), word)}");

    [Function(nameof(Greet))]
    public static async Task<string> Greet([OrchestrationTrigger] TaskOrchestrationContext context, string word)
    {
        await context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), CancellationToken.None);
        return await context.CallActivityAsync<string>(nameof(Say), new Words(word, 2));
    }

    [Function(nameof(Say))]
    public Task<string> Say([ActivityTrigger] Words words, string instanceId, FunctionContext context)
    {
        journal.Write($"{words.Word} {words.Times} {instanceId.Length} {context.FunctionDefinition.Name}");
        return Task.FromResult(words.Word + words.Word);
    }

    internal sealed record Words(string Word, int Times);
}
