using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class RestartTests
{
    [Fact]
    public async Task What_was_sent_before_the_process_died_is_delivered_after()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("waiting"));
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), BusDriver.Monday.AddHours(1));

        await bus.DieAsync();
        List<string> handled = [];
        bus.Handle((message, _) =>
        {
            handled.Add(message.Body.ToString());
            return Task.CompletedTask;
        });
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(["waiting", "scheduled"], handled);
    }

    [Fact]
    public async Task A_lock_dies_with_its_process_but_the_delivery_counts()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        var held = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);

        await bus.DieAsync();
        await bus.Engine.StartAsync(CancellationToken.None);

        await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(held));
        Assert.Equal(2, (await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment)).DeliveryCount);
    }

    [Fact]
    public async Task A_message_that_kills_its_process_each_time_ends_as_a_dead_letter()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));

        for (var i = 0; i < 10; i++)
        {
            Assert.NotNull(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
            await bus.DieAsync();
            await bus.Engine.StartAsync(CancellationToken.None);
        }

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.DeadLetters.PeekMessageAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task Duplicates_are_known_across_a_restart()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one") { MessageId = "m" });

        await bus.DieAsync();
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one again") { MessageId = "m" });

        Assert.Single(await bus.Receiver.PeekMessagesAsync(10));
    }
}
