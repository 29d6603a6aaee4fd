using System.Text.Json.Nodes;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>Common patterns of orchestrations, besides the rules in the other files.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestration_can_call_itself(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Deep", async context =>
        {
            var depth = context.GetInput<int>();
            return depth == 1 ? 5 : 5 + await context.CallSubOrchestratorAsync<int>("Deep", depth - 1);
        }, typeof(int));

        Assert.Equal(20, (await app.RunAsync("Deep", 4)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_custom_status_is_kept_after_completion(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Status", async context =>
        {
            context.SetCustomStatus("started");
            context.SetCustomStatus(await context.WaitForExternalEvent<JsonNode>("status"));
        });
        var id = await app.StartAsync("Status");
        await app.Client.WaitForInstanceStartAsync(id);

        await app.Client.RaiseEventAsync(id, "status", new { word = "Hello", number = 42 });

        var status = (await app.EndAsync(id)).ReadCustomStatusAs<JsonNode>();
        Assert.Equal("""{"word":"Hello","number":42}""", status?.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_JSON_document_passes_through_unchanged(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<JsonObject, JsonObject>("Adds", document =>
        {
            var longer = document ?? [];
            longer["new"] = "Grüße";
            return longer;
        });
        app.Functions.Orchestrator(
            "Passes", context => context.CallActivityAsync<JsonObject>("Adds", context.GetInput<JsonObject>()), typeof(JsonObject));

        var ended = await app.RunAsync("Passes", new JsonObject { ["old"] = new JsonArray(1, "two", null) });

        var expected = new JsonObject { ["old"] = new JsonArray(1, "two", null), ["new"] = "Grüße" };
        Assert.True(JsonNode.DeepEquals(expected, ended.ReadOutputAs<JsonObject>()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_activity_runs_with_the_tags_of_its_orchestration_and_its_own(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<string, string>("Hello", name => $"Hello, {name}!");
        app.Functions.Orchestrator("Tagged", context => context.CallActivityAsync<string>(
            "Hello", "World", new TaskOptions(retry: null, tags: new Dictionary<string, string> { ["own"] = "1" })));

        await app.Client.ScheduleNewOrchestrationInstanceAsync(
            "Tagged", new StartOrchestrationOptions("it") { Tags = new Dictionary<string, string> { ["given"] = "2" } });
        var ended = await app.EndAsync("it");
        var history = await app.Client.GetOrchestrationHistoryAsync("it");

        Assert.Equal(("Hello, World!", "2"), (ended.ReadOutputAs<string>(), ended.Tags["given"]));
        Assert.Equal("1", Assert.Single(history.OfType<TaskScheduledEvent>()).Tags?["own"]);
    }
}
