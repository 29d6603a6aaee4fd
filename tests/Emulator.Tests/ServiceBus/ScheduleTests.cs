using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class ScheduleTests
{
    [Fact]
    public async Task A_scheduled_message_arrives_at_its_time()
    {
        await using var bus = await BusServer.StartAsync();
        var at = bus.Clock.GetUtcNow().AddHours(1);
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), at);
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
        Assert.Equal(ServiceBusMessageState.Scheduled, (await bus.Receiver.PeekMessageAsync()).State);

        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        var received = await bus.ReceiveAsync();

        Assert.Equal(("later", ServiceBusMessageState.Active), (received.Body.ToString(), received.State));
        Assert.Equal(at, received.ScheduledEnqueueTime, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_message_sent_with_an_enqueue_time_waits_for_it()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = bus.Clock.GetUtcNow().AddHours(1) });
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));

        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("later", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task Many_messages_can_be_scheduled_at_once()
    {
        await using var bus = await BusServer.StartAsync();

        var numbers = await bus.Sender.ScheduleMessagesAsync([new ServiceBusMessage("1"), new ServiceBusMessage("2")], bus.Clock.GetUtcNow().AddHours(1));

        Assert.Equal(numbers, (await bus.Receiver.PeekMessagesAsync(10)).Select(message => message.SequenceNumber));
    }

    [Fact]
    public async Task A_cancelled_message_never_arrives()
    {
        await using var bus = await BusServer.StartAsync();
        var number = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("never"), bus.Clock.GetUtcNow().AddHours(1));

        await bus.Sender.CancelScheduledMessageAsync(number);
        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.CancelScheduledMessageAsync(number));

        Assert.Null(await bus.Receiver.PeekMessageAsync());
        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refusal.Reason);
    }

    [Fact]
    public async Task A_message_that_has_arrived_cannot_be_cancelled()
    {
        await using var bus = await BusServer.StartAsync();
        var number = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), bus.Clock.GetUtcNow().AddHours(6));
        await bus.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.CancelScheduledMessageAsync(number));

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refused.Reason);
        Assert.Equal("later", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_scheduled_message_is_delivered_at_its_time_and_does_not_block_the_clock_before()
    {
        await using var bus = await BusServer.StartAsync();
        List<DateTimeOffset> handledAt = [];
        bus.Handle(_ =>
        {
            handledAt.Add(bus.Clock.GetUtcNow());
            return Task.CompletedTask;
        });
        await bus.Engine.StartAsync(CancellationToken.None);
        var at = bus.Clock.GetUtcNow().AddHours(6);

        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), at);
        await bus.RestAsync();
        await bus.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(at, Assert.Single(handledAt), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Messages_are_peeked_from_a_sequence_number_without_being_locked()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessagesAsync([new ServiceBusMessage("1"), new ServiceBusMessage("2"), new ServiceBusMessage("3")]);

        var all = await bus.Receiver.PeekMessagesAsync(10);
        var rest = await bus.Receiver.PeekMessagesAsync(10, all[1].SequenceNumber);

        Assert.Equal(["2", "3"], rest.Select(message => message.Body.ToString()));
        Assert.All(all, message => Assert.Equal(0, message.DeliveryCount));
        Assert.Equal("1", (await bus.ReceiveAsync()).Body.ToString());
    }
}
