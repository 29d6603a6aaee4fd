using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class FullDiskTests
{
    [Fact]
    public async Task While_nothing_can_be_stored_the_pump_rests_longer_each_time_and_then_delivers()
    {
        await using var bus = new BusDriver();
        var handled = 0;
        bus.Handle((_, _) =>
        {
            Interlocked.Increment(ref handled);
            return Task.CompletedTask;
        });
        await bus.Engine.OpenAsync(CancellationToken.None);
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        bus.Database.IsFull = true;
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.RestAsync();

        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        await bus.RestAsync();
        var attempts = bus.Database.Faults;
        bus.Database.IsFull = false;
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await bus.RestAsync();

        Assert.InRange(attempts, 50, 90);
        Assert.Equal(1, handled);
    }

    [Fact]
    public async Task A_function_that_fails_because_the_disk_is_full_does_not_wear_its_message_out()
    {
        await using var bus = new BusDriver();
        var handled = 0;
        bus.Handle(async (_, _) =>
        {
            // The delivery could be counted; what the function has to store cannot be stored.
            if (Interlocked.Increment(ref handled) > 12)
                return;
            bus.Database.IsFull = true;
            try
            {
                await bus.Sender.SendMessageAsync(new ServiceBusMessage("follows"));
            }
            finally
            {
                bus.Database.IsFull = false;
            }
        });
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        await bus.RestAsync();

        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        await bus.RestAsync();

        Assert.Equal(13, handled);
        Assert.Null(await bus.DeadLetters.ReceiveMessageAsync(BusDriver.AMoment));
    }

    [Fact]
    public async Task A_message_whose_hour_comes_while_the_disk_is_full_is_delivered_afterwards()
    {
        await using var bus = new BusDriver();
        var handled = 0;
        bus.Handle((_, _) =>
        {
            Interlocked.Increment(ref handled);
            return Task.CompletedTask;
        });
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), BusDriver.Monday.AddMinutes(5));

        bus.Database.IsFull = true;
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        bus.Database.IsFull = false;
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await bus.RestAsync();

        Assert.Equal(1, handled);
    }

    [Fact]
    public async Task A_sender_is_told_that_the_service_is_busy()
    {
        await using var bus = await BusDriver.StartAsync();
        bus.Database.IsFull = true;

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.SendMessageAsync(new ServiceBusMessage("one")));

        Assert.Equal((ServiceBusFailureReason.ServiceBusy, true), (refused.Reason, refused.IsTransient));
    }

    [Fact]
    public async Task A_receiver_that_was_refused_finds_the_message_afterwards()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));

        bus.Database.IsFull = true;
        await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
        bus.Database.IsFull = false;

        Assert.Equal("one", (await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment)).Body.ToString());
    }
}
