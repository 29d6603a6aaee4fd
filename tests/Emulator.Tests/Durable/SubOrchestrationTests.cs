using AccessReview.Emulator.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class SubOrchestrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_parent_gets_the_result_of_its_child(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", 5, new SubOrchestrationOptions(instanceId: "kid")));
        app.Functions.Orchestrator("Child", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return $"{context.InstanceId} of {context.Parent?.InstanceId} ({context.Parent?.Name}) got {context.GetInput<int>()}";
        }, typeof(int));
        await app.StartAsync("Parent", instanceId: "mum");

        await app.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("kid of mum (Parent) got 5", (await app.EndAsync("mum")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_results_of_many_children_are_collected(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Child", context => Task.FromResult(context.GetInput<int>() * 2), typeof(int));
        app.Functions.Orchestrator("Parent", async context =>
            (await Task.WhenAll(Enumerable.Range(1, 20).Select(i => context.CallSubOrchestratorAsync<int>("Child", i)))).Sum());

        Assert.Equal(420, (await app.RunAsync("Parent")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_has_the_default_version_unless_it_is_given_one(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(new DurableOptions { DefaultVersion = "1.5", ExtendedSessionsEnabled = !isReplayed });
        app.Functions.Orchestrator("Child", context => Task.FromResult(context.Version));
        app.Functions.Orchestrator("Parent", async context => new[]
        {
            context.Version,
            await context.CallSubOrchestratorAsync<string>("Child"),
            await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { Version = "0.2" }),
        });

        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("1.0 1.5 0.2", string.Join(" ", (await app.EndAsync(id)).ReadOutputAs<string[]>() ?? []));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_version_overrides_the_default_too(bool isReplayed)
    {
        var options = new DurableOptions { DefaultVersion = "1.5", ExtendedSessionsEnabled = !isReplayed };
        await using var app = await DurableApp.StartAsync(options);
        app.Functions.Orchestrator("Child", context => Task.FromResult($"[{context.Version}]"));
        app.Functions.Orchestrator("Parent", async context =>
            $"[{context.Version}] {await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { Version = "" })}");

        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions { Version = "" });

        Assert.Equal("[] []", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recursive_termination_reaches_the_children(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Child", context => context.WaitForExternalEvent<object>("never"));
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "kid")));
        await app.StartAsync("Parent", instanceId: "mum");
        await app.RestAsync();

        await app.Client.TerminateInstanceAsync("mum", new TerminateInstanceOptions("enough", Recursive: true));
        await app.RestAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await app.StatusAsync("mum"));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await app.StatusAsync("kid"));
        Assert.Equal(2, (await app.Client.PurgeInstanceAsync("mum", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_with_an_id_in_use_fails_the_call_of_its_parent(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Child", context => context.WaitForExternalEvent<object>("never"));
        app.Functions.Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "taken")));
        await app.StartAsync("Child", instanceId: "taken");

        var ended = await app.RunAsync("Parent");

        Assert.Contains("already exists", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }
}
