using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class SettlementTests
{
    [Theory]
    [InlineData("complete")]
    [InlineData("renew")]
    public async Task A_function_can_complete_its_message(string how)
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("settle", how);

        Assert.Equal("1", await bus.AnswerTextAsync());
        await bus.RestAsync();
        Assert.Null(await bus.PeekAsync("settle"));
    }

    [Fact]
    public async Task An_abandoned_message_is_delivered_again_to_its_function_with_the_changed_properties()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("settle", "abandon");

        Assert.Equal(["1", "2 2.00:00:00"], new[] { await bus.AnswerTextAsync(), await bus.AnswerTextAsync() }.Order());
        await bus.RestAsync();
        Assert.Null(await bus.PeekAsync("settle"));
    }

    [Fact]
    public async Task A_function_can_dead_letter_its_message()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("settle", "dead-letter");

        var dead = await bus.DeadLetterAsync("settle");

        Assert.Equal(("why", "because", "function"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["by"]));
    }

    [Fact]
    public async Task A_function_can_defer_its_message()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("settle", "defer");
        await bus.AnswerAsync();

        var deferred = await bus.PeekAsync("settle");

        Assert.Equal((ServiceBusMessageState.Deferred, "function"), (deferred?.State, deferred?.ApplicationProperties["by"]));
    }

    [Fact]
    public async Task A_function_that_settles_twice_gets_a_clear_error()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("settle", "twice");

        Assert.Contains("The lock supplied is invalid.", await bus.AnswerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_not_settled_by_its_function_is_delivered_again_when_its_lock_ends()
    {
        await using var bus = await TinyBus.StartAsync();
        await bus.SendAsync("settle", "nothing");
        Assert.Equal("1", await bus.AnswerTextAsync());
        await bus.RestAsync();

        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("2", await bus.AnswerTextAsync());
    }
}
