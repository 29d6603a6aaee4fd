using AccessReview.Emulator.ServiceBus;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

/// <summary>How the engine runs a queue function, in any worker.</summary>
public sealed class PumpTests
{
    [Fact]
    public async Task A_message_whose_function_throws_is_delivered_ten_times()
    {
        await using var bus = await BusServer.StartAsync();
        List<int> deliveries = [];
        bus.Handle(message =>
        {
            deliveries.Add(message.Message.DeliveryCount);
            throw new InvalidOperationException("always");
        });
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.SendAsync("poison");
        await bus.RestAsync();

        Assert.Equal(Enumerable.Range(1, 10), deliveries);
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.ReceiveAsync(bus.DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_message_sent_by_a_function_is_handled_before_the_emulator_is_idle()
    {
        await using var bus = await BusServer.StartAsync();
        var handled = 0;
        bus.Handle(
            async _ =>
            {
                if (++handled < 5)
                    await bus.SendAsync($"{handled}");
            },
            concurrentCalls: 1);
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.SendAsync("0");
        await bus.RestAsync();

        Assert.Equal(5, handled);
    }

    [Fact]
    public async Task Injected_faults_deliver_everything_at_least_once_in_an_order_that_the_seed_repeats()
    {
        var first = await HandledAsync(seed: 7);
        var second = await HandledAsync(seed: 7);

        Assert.Equal(first, second);
        Assert.Equal(50, first.Distinct().Count());
        Assert.True(first.Count > 50, "some came twice");
        Assert.NotEqual(first.Order(), first);
    }

    private static async Task<List<long>> HandledAsync(int seed)
    {
        await using var bus = await BusServer.StartAsync(faults: new DeliveryFaults(seed, duplicates: 0.2, reorders: 0.5));
        List<long> handled = [];
        bus.Handle(
            message =>
            {
                handled.Add(message.Message.Sequence);
                return Task.CompletedTask;
            },
            concurrentCalls: 1);
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 50).Select(number => new ServiceBusMessage($"{number}")));

        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.RestAsync();

        return handled;
    }
}
