using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class DurableFunctionsTests
{
    [Fact]
    public async Task An_http_function_starts_an_orchestration_that_calls_an_activity_with_its_input()
    {
        await using var host = await new HostDriver().With<DurableSample>().StartAsync();

        using var answer = await host.Http.PostAsync("api/begin/ho", null);
        var id = (await answer.Content.ReadAsStringAsync()).Split(' ')[1];
        await host.AdvanceAsync(TimeSpan.FromDays(2));

        var ended = await host.Services.GetRequiredService<DurableTaskClient>().GetInstanceAsync(id, getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended?.RuntimeStatus);
        Assert.Equal("hoho", ended?.ReadOutputAs<string>());
        Assert.Equal([$"ho 2 {id.Length} Say"], host.Journal.Lines);
    }
}
