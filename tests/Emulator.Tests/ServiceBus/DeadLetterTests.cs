using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_dead_letter_can_be_sent_again()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one", "m");
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync(), "why", "because");

        var dead = await bus.ReceiveAsync(bus.DeadLetters);
        await bus.Sender.SendMessageAsync(new ServiceBusMessage(dead) { MessageId = "m#replayed" });
        await bus.DeadLetters.CompleteMessageAsync(dead);

        var again = await bus.ReceiveAsync();
        Assert.Equal(("one", null, 1), (again.Body.ToString(), again.DeadLetterReason, again.DeliveryCount));
        Assert.Null(await bus.DeadLetters.PeekMessageAsync());
    }

    [Fact]
    public async Task A_dead_letter_can_be_received_any_number_of_times()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one");
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync());

        for (var attempt = 0; attempt < 12; attempt++)
            await bus.DeadLetters.AbandonMessageAsync(await bus.ReceiveAsync(bus.DeadLetters));

        Assert.Equal("one", (await bus.ReceiveAsync(bus.DeadLetters)).Body.ToString());
    }
}
