using AccessReview.Emulator.Durable.Replays;
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

    [Fact]
    public async Task A_setting_names_the_version_of_new_instances_over_host_json()
    {
        await using var host = await new HostDriver().With<DurableSample>()
            .HostJson("""{ "version": "2.0", "extensions": { "durableTask": { "defaultVersion": "1.0.0" } } }""")
            .Setting("AzureFunctionsJobHost:extensions:durableTask:defaultVersion", "1.1.0")
            .StartAsync();
        using var answer = await host.Http.PostAsync("api/begin/ho", null);
        var id = (await answer.Content.ReadAsStringAsync()).Split(' ')[1];
        await host.Emulator.WhenIdleAsync();
        Assert.Equal("1.1.0", Assert.Single(host.Services.GetRequiredService<HistoryRecords>().Of(id)).Version);

        await host.StopAsync();
        await host.Setting("AzureFunctionsJobHost:extensions:durableTask:defaultVersion", "1.0.5").StartAsync();
        await host.AdvanceAsync(TimeSpan.FromDays(2));

        var waiting = await host.Services.GetRequiredService<DurableTaskClient>().GetInstanceAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, waiting?.RuntimeStatus);
    }
}
