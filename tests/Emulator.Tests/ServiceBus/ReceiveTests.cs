using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class ReceiveTests
{
    [Fact]
    public async Task A_completed_message_is_removed()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("once");

        await bus.Receiver.CompleteMessageAsync(await bus.ReceiveAsync());

        Assert.Null(await bus.Receiver.PeekMessageAsync());
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
    }

    [Fact]
    public async Task A_message_received_in_delete_mode_has_no_lock_and_is_removed()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("once");
        var receiver = bus.Client.CreateReceiver(BusServer.Queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

        var received = await bus.ReceiveAsync(receiver);

        Assert.Equal("once", received.Body.ToString());
        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task An_abandoned_message_is_delivered_again_with_its_changed_properties()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("again") { ApplicationProperties = { ["kept"] = 1, ["changed"] = "before" } });

        await bus.Receiver.AbandonMessageAsync(await bus.ReceiveAsync(), new Dictionary<string, object> { ["changed"] = TimeSpan.FromDays(1), ["new"] = 5L });
        var again = await bus.ReceiveAsync();

        Assert.Equal(2, again.DeliveryCount);
        Assert.Equal(
            new Dictionary<string, object> { ["kept"] = 1, ["changed"] = TimeSpan.FromDays(1), ["new"] = 5L },
            again.ApplicationProperties.ToDictionary());
    }

    [Fact]
    public async Task An_abandoned_message_is_delivered_first()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessagesAsync([new ServiceBusMessage("one"), new ServiceBusMessage("two")]);

        await bus.Receiver.AbandonMessageAsync(await bus.ReceiveAsync());

        Assert.Equal("one", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_locked_message_is_received_by_nobody_else()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one");

        await bus.ReceiveAsync();

        Assert.Null(await BusServer.ReceiveNowAsync(bus.NewClient().CreateReceiver(BusServer.Queue)));
    }

    [Fact]
    public async Task A_message_that_is_abandoned_too_often_becomes_a_dead_letter()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("worn");
        for (var attempt = 0; attempt < 10; attempt++)
            await bus.Receiver.AbandonMessageAsync(await bus.ReceiveAsync());

        var dead = await bus.ReceiveAsync(bus.DeadLetters);

        Assert.Equal(("worn", "MaxDeliveryCountExceeded"), (dead.Body.ToString(), dead.DeadLetterReason));
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
    }

    [Fact]
    public async Task A_dead_letter_keeps_reason_and_description_and_can_be_completed()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("bad");

        await bus.Receiver.DeadLetterMessageAsync(
            await bus.ReceiveAsync(),
            new Dictionary<string, object> { ["by"] = "test" },
            "why",
            "because");
        var dead = await bus.ReceiveAsync(bus.DeadLetters);
        await bus.DeadLetters.CompleteMessageAsync(dead);

        Assert.Equal(("why", "because", "test"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["by"]));
        Assert.Null(await bus.DeadLetters.PeekMessageAsync());
    }

    [Fact]
    public async Task A_deferred_message_is_received_by_its_number_only()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("later");
        var received = await bus.ReceiveAsync();

        await bus.Receiver.DeferMessageAsync(received, new Dictionary<string, object> { ["deferred"] = true });
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
        var deferred = await bus.Receiver.ReceiveDeferredMessageAsync(received.SequenceNumber);
        await bus.Receiver.CompleteMessageAsync(deferred);

        Assert.Equal(("later", true, ServiceBusMessageState.Deferred), (deferred.Body.ToString(), deferred.ApplicationProperties["deferred"], deferred.State));
        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task A_message_that_is_not_deferred_is_not_found_among_the_deferred()
    {
        await using var bus = await BusServer.StartAsync();

        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.ReceiveDeferredMessageAsync(99));

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refusal.Reason);
    }

    [Fact]
    public async Task A_message_with_an_expired_lock_is_delivered_to_the_next_receiver()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("once");
        var first = await bus.ReceiveAsync();

        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        var second = await bus.ReceiveAsync(bus.NewClient().CreateReceiver(BusServer.Queue));
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(first));

        Assert.Equal(2, second.DeliveryCount);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refusal.Reason);
    }

    [Fact]
    public async Task A_renewed_lock_is_held_longer()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("long");
        var received = await bus.ReceiveAsync();
        await bus.Clock.AdvanceAsync(TimeSpan.FromSeconds(50));

        await bus.Receiver.RenewMessageLockAsync(received);
        await bus.Clock.AdvanceAsync(TimeSpan.FromSeconds(50));
        await bus.Receiver.CompleteMessageAsync(received);

        Assert.Equal(bus.Clock.GetUtcNow().AddSeconds(10), received.LockedUntil, TimeSpan.FromMilliseconds(1));
        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task An_expired_lock_cannot_be_renewed()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("late");
        var received = await bus.ReceiveAsync();
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));

        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.RenewMessageLockAsync(received));

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refusal.Reason);
    }

    [Fact]
    public async Task An_expired_message_is_not_received()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("brief") { TimeToLive = TimeSpan.FromSeconds(10) });
        await bus.SendAsync("lasting");
        await bus.Clock.AdvanceAsync(TimeSpan.FromSeconds(11));

        var received = await bus.ReceiveAsync();

        Assert.Equal("lasting", received.Body.ToString());
    }

    [Fact]
    public async Task A_receiver_that_found_no_message_gets_a_later_one()
    {
        await using var bus = await BusServer.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
            await bus.SendAsync($"{round}");
            var received = await bus.ReceiveAsync();
            await bus.Receiver.CompleteMessageAsync(received);

            Assert.Equal(($"{round}", 1), (received.Body.ToString(), received.DeliveryCount));
        }
    }

    [Fact]
    public async Task A_waiting_receiver_gets_a_message_when_it_arrives()
    {
        await using var bus = await BusServer.StartAsync();
        var waiting = bus.ReceiveAsync();
        await bus.SendAsync("came");

        Assert.Equal("came", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task Many_receives_on_one_receiver_lose_no_message()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 60).Select(number => new ServiceBusMessage($"{number}")));
        List<int> received = [];
        while (received.Count < 60)
        {
            var some = await bus.Receiver.ReceiveMessagesAsync(7, BusServer.Soon);
            Assert.NotEmpty(some);
            foreach (var message in some)
            {
                Assert.Equal(1, message.DeliveryCount);
                received.Add(int.Parse(message.Body.ToString(), null));
                await bus.Receiver.CompleteMessageAsync(message);
            }
        }

        Assert.Equal(Enumerable.Range(0, 60), received.Order());
        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task A_prefetching_receiver_holds_its_messages_locked()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 10).Select(number => new ServiceBusMessage($"{number}")));
        var receiver = bus.Client.CreateReceiver(BusServer.Queue, new ServiceBusReceiverOptions { PrefetchCount = 10 });

        var received = new List<string>();
        for (var number = 0; number < 10; number++)
        {
            var message = await bus.ReceiveAsync(receiver);
            received.Add(message.Body.ToString());
            await receiver.CompleteMessageAsync(message);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), received);
        Assert.Null(await BusServer.ReceiveNowAsync(bus.Receiver));
    }
}
