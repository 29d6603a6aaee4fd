using System.Net;
using Xunit;

namespace AccessReview.App.Tests.Commands;

/// <summary>A committed command's key gets the command's result, even if the first answer was lost.</summary>
public sealed class CommandSpecs(CommandWorld world) : IClassFixture<CommandWorld>
{
    public static TheoryData<string> Functions => [.. KeyedCommands.All.Select(command => command.Function)];

    private static Command Of(string function) => KeyedCommands.All.Single(command => command.Function == function);

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_whose_caller_disconnected_after_the_commit_is_executed_once_and_answered_on_retry(string function)
    {
        var command = Of(function);
        var sent = await command.PrepareAsync(world);
        var key = Guid.NewGuid().ToString();
        using var caller = new CancellationTokenSource();
        Fault fault = null!; // Set below, before anything is sent.
        fault = new Fault(sent.IsCommit)
        {
            After = async () =>
            {
                await caller.CancelAsync();
                await fault.HungUp.Task;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.SendAsync(sent, key, fault, hangUp: caller.Token));
        // A retry that arrives before the server notices the disconnect gets 409.
        await fault.HungUp.Task;
        var again = await world.SendAsync(sent, key);
        var third = await world.SendAsync(sent, key);

        Assert.Equal((command.Expected, true), (again.Status, again.IsReplay));
        Assert.Equal(again, third);
        await IsDoneOnceAsync(command, sent, key);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_command_whose_response_could_not_be_stored_succeeds_and_a_retry_gets_the_same_response(string function)
    {
        var command = Of(function);
        var sent = await command.PrepareAsync(world);
        var key = Guid.NewGuid().ToString();

        var first = await world.SendAsync(sent, key, new Fault(sent.IsCommit) { LosesAnswer = true });
        await world.App.RestAsync();
        var again = await world.SendAsync(sent, key);

        Assert.Equal((command.Expected, command.Expected), (first.Status, again.Status));
        Assert.False(again.IsReplay);
        if (command.MayDiffer is null)
            Assert.Equal(first.Body, again.Body);
        Assert.True((await world.SendAsync(sent, key)).IsReplay);
        await IsDoneOnceAsync(command, sent, key);
    }

    private async Task IsDoneOnceAsync(Command command, SentCommand sent, string key)
    {
        await world.App.RestAsync();
        Assert.Equal(command.Effects, await sent.CountAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.SendAsync(sent, key, otherBody: """{ "other": true }""")).Status);
    }
}
