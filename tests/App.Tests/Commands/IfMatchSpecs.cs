using System.Net;
using System.Text.Json;
using Xunit;

namespace AccessReview.App.Tests.Commands;

/// <summary>A command replaces the version that the caller names, or it is refused.</summary>
public sealed class IfMatchSpecs(CommandWorld world) : IClassFixture<CommandWorld>
{
    public static TheoryData<string> Functions => [.. KeyedCommands.OfTasks.Select(command => command.Function)];

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_with_If_Match_is_refused_when_another_write_comes_between_its_read_and_its_commit(string function)
    {
        var sent = await PrepareAsync(function);
        var seen = await world.App.As("adam").GetAsync($"/api/v1/tasks/{sent.Task}");
        var version = seen.GetProperty("version").GetInt64();

        var answer = await world.SendAsync(sent, Guid.NewGuid().ToString(), new Fault(sent.IsCommit) { Before = () => world.InterfereAsync(sent) }, ifMatch: $"\"{version}\"");

        var problem = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal((HttpStatusCode.PreconditionFailed, "changed_meanwhile"), (answer.Status, problem.GetProperty("code").GetString()));
        var now = (await world.App.As("adam").GetAsync($"/api/v1/tasks/{sent.Task}")).GetProperty("version").GetInt64();
        Assert.Equal((version + 1, $"\"{now}\"", now), (now, problem.GetProperty("eTag").GetString(), problem.GetProperty("version").GetInt64()));
        Assert.Equal(0, await sent.CountAsync() - (function == "CommentOnTask" ? 1 : 0));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_without_If_Match_is_decided_again_when_another_write_comes_between_its_read_and_its_commit(string function)
    {
        var sent = await PrepareAsync(function);

        var answer = await world.SendAsync(sent, Guid.NewGuid().ToString(), new Fault(sent.IsCommit) { Before = () => world.InterfereAsync(sent) });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, await sent.CountAsync() - (function == "CommentOnTask" ? 1 : 0));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_with_a_stale_If_Match_is_refused_and_the_answer_contains_the_current_state(string function)
    {
        var sent = await PrepareAsync(function);

        var answer = await world.SendAsync(sent, Guid.NewGuid().ToString(), ifMatch: "\"1\"");

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.Contains("\"generation\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await sent.CountAsync());
    }

    [Fact]
    public async Task A_repeated_idempotency_key_gets_its_first_answer_although_its_If_Match_version_is_outdated()
    {
        var sent = await PrepareAsync("CommentOnTask");
        var version = (await world.App.As("adam").GetAsync($"/api/v1/tasks/{sent.Task}")).GetProperty("version").GetInt64();
        var key = Guid.NewGuid().ToString();

        var first = await world.SendAsync(sent, key, new Fault(sent.IsCommit) { LosesAnswer = true }, ifMatch: $"\"{version}\"");
        var again = await world.SendAsync(sent, key, ifMatch: $"\"{version}\"");

        Assert.Equal((HttpStatusCode.OK, first.Body), (again.Status, again.Body));
    }

    private Task<SentCommand> PrepareAsync(string function) => KeyedCommands.OfTasks.Single(command => command.Function == function).PrepareAsync(world);
}
