using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class ScheduleTests
{
    [Fact]
    public async Task A_scheduled_message_comes_at_its_hour()
    {
        await using var bus = new BusDriver();
        List<DateTimeOffset> handledAt = [];
        bus.Handle((_, _) =>
        {
            handledAt.Add(bus.Clock.GetUtcNow());
            return Task.CompletedTask;
        });
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), BusDriver.Monday.AddHours(6));
        await bus.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([BusDriver.Monday.AddHours(6)], handledAt);
    }

    [Fact]
    public async Task A_scheduled_message_does_not_keep_the_clock_waiting()
    {
        await using var bus = new BusDriver();
        bus.Handle((_, _) => Task.CompletedTask);
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), BusDriver.Monday.AddHours(6));

        Assert.True(bus.RestAsync().IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_message_never_comes()
    {
        await using var bus = await BusDriver.StartAsync();
        var number = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), BusDriver.Monday.AddHours(6));

        await bus.Sender.CancelScheduledMessageAsync(number);
        await bus.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
    }

    [Fact]
    public async Task What_has_come_cannot_be_cancelled()
    {
        await using var bus = await BusDriver.StartAsync();
        var number = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), BusDriver.Monday.AddHours(6));
        await bus.Clock.AdvanceAsync(TimeSpan.FromDays(1));

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.CancelScheduledMessageAsync(number));

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refused.Reason);
    }
}
