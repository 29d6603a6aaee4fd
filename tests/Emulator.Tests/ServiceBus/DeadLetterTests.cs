using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task Ten_failed_deliveries_dead_letter_a_message()
    {
        await using var bus = new BusDriver();
        var deliveries = 0;
        bus.Handle((_, _) =>
        {
            Interlocked.Increment(ref deliveries);
            throw new InvalidOperationException("always");
        });
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessageAsync(new ServiceBusMessage("poison"));
        await bus.RestAsync();

        Assert.Equal(10, deliveries);
        var dead = await bus.DeadLetters.ReceiveMessageAsync(BusDriver.AMoment);
        Assert.Equal(("poison", "MaxDeliveryCountExceeded"), (dead.Body.ToString(), dead.DeadLetterReason));
    }

    [Fact]
    public async Task A_function_dead_letters_with_its_reason()
    {
        await using var bus = new BusDriver();
        bus.Handle((message, actions) => actions.DeadLetterMessageAsync(message, deadLetterReason: "unknown_task", deadLetterErrorDescription: "No such task."));
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        await bus.RestAsync();

        var dead = await bus.DeadLetters.PeekMessageAsync();
        Assert.Equal(("unknown_task", "No such task."), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task A_dead_letter_can_be_sent_again()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one") { MessageId = "m" });
        await bus.Receiver.DeadLetterMessageAsync(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment), "why", "because");

        var dead = await bus.DeadLetters.ReceiveMessageAsync(BusDriver.AMoment);
        await bus.Sender.SendMessageAsync(new ServiceBusMessage(dead) { MessageId = "m#replayed" });
        await bus.DeadLetters.CompleteMessageAsync(dead);

        var again = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);
        Assert.Equal(("one", null, 1), (again.Body.ToString(), again.DeadLetterReason, again.DeliveryCount));
        Assert.Null(await bus.DeadLetters.PeekMessageAsync());
    }

    [Fact]
    public async Task A_dead_letter_never_wears_out()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        await bus.Receiver.DeadLetterMessageAsync(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));

        for (var i = 0; i < 12; i++)
            await bus.DeadLetters.AbandonMessageAsync(await bus.DeadLetters.ReceiveMessageAsync(BusDriver.AMoment));

        Assert.NotNull(await bus.DeadLetters.ReceiveMessageAsync(BusDriver.AMoment));
    }
}
