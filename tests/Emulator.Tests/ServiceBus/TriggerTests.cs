using System.Collections.Concurrent;
using AccessReview.Emulator.ServiceBus;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class TriggerTests
{
    [Fact]
    public async Task A_function_that_succeeds_completes_its_message()
    {
        await using var bus = new BusDriver();
        bus.Handle((_, _) => Task.CompletedTask);
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        await bus.RestAsync();

        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task A_function_that_throws_gets_the_message_again()
    {
        await using var bus = new BusDriver();
        List<int> deliveries = [];
        bus.Handle((message, _) =>
        {
            deliveries.Add(message.DeliveryCount);
            return message.DeliveryCount < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        });
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        await bus.RestAsync();

        Assert.Equal([1, 2, 3], deliveries);
    }

    [Fact]
    public async Task So_many_run_at_once_and_no_more()
    {
        await using var bus = new BusDriver();
        using var bothRunning = new CountdownEvent(2);
        var running = 0;
        ConcurrentBag<int> seen = [];
        bus.Handle(
            async (_, _) =>
            {
                seen.Add(Interlocked.Increment(ref running));
                if (!bothRunning.IsSet)
                    bothRunning.Signal();
                await Task.Run(bothRunning.Wait);
                Interlocked.Decrement(ref running);
            },
            concurrentCalls: 2);
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 20).Select(i => new ServiceBusMessage($"{i}")));
        await bus.RestAsync();

        Assert.Equal((20, 2), (seen.Count, seen.Max()));
    }

    [Fact]
    public async Task What_a_function_sends_is_handled_before_the_emulator_rests()
    {
        await using var bus = new BusDriver();
        List<string> handled = [];
        bus.Handle(
            async (message, _) =>
            {
                handled.Add(message.Body.ToString());
                if (handled.Count < 5)
                    await bus.Sender.SendMessageAsync(new ServiceBusMessage($"{handled.Count}"));
            },
            concurrentCalls: 1);
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessageAsync(new ServiceBusMessage("0"));
        await bus.RestAsync();

        Assert.Equal(["0", "1", "2", "3", "4"], handled);
    }

    [Fact]
    public async Task Without_auto_completion_an_unsettled_message_comes_again_when_its_lock_ends()
    {
        await using var bus = new BusDriver();
        var deliveries = 0;
        bus.Handle(
            async (message, actions) =>
            {
                if (++deliveries == 2)
                    await actions.CompleteMessageAsync(message);
            },
            autoComplete: false);
        await bus.Engine.StartAsync(CancellationToken.None);

        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, deliveries);
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

    private static async Task<List<int>> HandledAsync(int seed)
    {
        await using var bus = new BusDriver(new DeliveryFaults(seed, duplicates: 0.2, reorders: 0.5));
        List<int> handled = [];
        bus.Handle(
            (message, _) =>
            {
                handled.Add((int)message.ApplicationProperties["number"]);
                return Task.CompletedTask;
            },
            concurrentCalls: 1);
        await bus.Engine.OpenAsync(CancellationToken.None);
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 50).Select(i => new ServiceBusMessage("x") { ApplicationProperties = { ["number"] = i } }));

        await bus.Engine.StartAsync(CancellationToken.None);
        await bus.RestAsync();

        return handled;
    }
}
