using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class FullDiskTests
{
    [Fact]
    public async Task While_nothing_can_be_stored_deliveries_pause_ever_longer_and_then_continue()
    {
        await using var bus = await BusServer.StartAsync();
        var handled = 0;
        bus.Handle(_ =>
        {
            Interlocked.Increment(ref handled);
            return Task.CompletedTask;
        });
        await bus.SendAsync("one");
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
    public async Task A_function_that_fails_because_the_disk_is_full_uses_up_no_delivery()
    {
        await using var bus = await BusServer.StartAsync();
        await using var impatient = bus.NewClient(retries: 0);
        var handled = 0;
        bus.Handle(async _ =>
        {
            // The delivery could be counted, but the function's own data cannot be stored.
            if (Interlocked.Increment(ref handled) > 12)
                return;
            // A new sender, because one that got "server busy" waits ten seconds before it sends again.
            await using var sender = impatient.CreateSender("other");
            bus.Database.IsFull = true;
            try
            {
                await sender.SendMessageAsync(new ServiceBusMessage("follows"));
            }
            finally
            {
                bus.Database.IsFull = false;
            }
        });
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.SendAsync("one");
        await bus.RestAsync();

        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(1));
        await bus.RestAsync();

        Assert.Equal(13, handled);
        Assert.Null(await bus.DeadLetters.PeekMessageAsync());
    }

    [Fact]
    public async Task A_message_due_while_the_disk_is_full_is_delivered_afterwards()
    {
        await using var bus = await BusServer.StartAsync();
        var handled = 0;
        bus.Handle(_ =>
        {
            Interlocked.Increment(ref handled);
            return Task.CompletedTask;
        });
        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), bus.Clock.GetUtcNow().AddMinutes(5));

        bus.Database.IsFull = true;
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(30));
        bus.Database.IsFull = false;
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        await bus.RestAsync();

        Assert.Equal(1, handled);
    }

    [Fact]
    public async Task A_receiver_that_waited_while_the_disk_was_full_gets_the_message_afterwards()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one");
        await using var impatient = bus.NewClient(retries: 0);

        bus.Database.IsFull = true;
        var refused = await Record.ExceptionAsync(() => impatient.CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.ABit));
        bus.Database.IsFull = false;

        Assert.True(refused is null or ServiceBusException { IsTransient: true }, $"{refused}");
        Assert.Equal("one", (await bus.ReceiveAsync()).Body.ToString());
    }
}
