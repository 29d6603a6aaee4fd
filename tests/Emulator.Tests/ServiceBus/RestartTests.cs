using System.Text;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

/// <summary>The process is killed, and another one opens its file.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Messages_sent_before_a_restart_are_delivered_after_it_in_order_and_on_time()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("waiting");
        await bus.SendAsync("waiting too");
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), bus.Clock.GetUtcNow().AddHours(1));

        await bus.RestartAsync();
        List<(string Body, DateTimeOffset At)> handled = [];
        bus.Handle(
            message =>
            {
                handled.Add((Encoding.UTF8.GetString(message.Message.Body), bus.Clock.GetUtcNow()));
                return Task.CompletedTask;
            },
            concurrentCalls: 1);
        var start = bus.Clock.GetUtcNow();
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal([false, false, true], handled.Select(one => one.At > start));
        // The bodies are whole AMQP messages.
        string[] sent = ["waiting", "waiting too", "scheduled"];
        Assert.All(sent, (text, index) => Assert.Contains(text, handled[index].Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lock_ends_with_its_process_and_the_delivery_is_counted()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one");
        var held = await bus.ReceiveAsync();

        await bus.RestartAsync();

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(held));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
        Assert.Equal(2, (await bus.ReceiveAsync()).DeliveryCount);
    }

    [Fact]
    public async Task A_message_that_kills_its_process_each_time_becomes_a_dead_letter()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one");

        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Assert.Equal(attempt, (await bus.ReceiveAsync()).DeliveryCount);
            await bus.RestartAsync();
        }

        Assert.Equal("MaxDeliveryCountExceeded", (await bus.ReceiveAsync(bus.DeadLetters)).DeadLetterReason);
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
    }
}
