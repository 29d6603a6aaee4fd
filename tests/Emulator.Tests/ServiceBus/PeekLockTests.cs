using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class PeekLockTests
{
    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        await using var bus = await BusDriver.StartAsync();
        var sent = new ServiceBusMessage("""{"task":1}""")
        {
            MessageId = "task-1",
            Subject = "assigned",
            ContentType = "application/json",
            CorrelationId = "case-9",
            ApplicationProperties = { ["attempt"] = 3, ["at"] = BusDriver.Monday, ["urgent"] = true },
        };
        await bus.Sender.SendMessageAsync(sent);

        var received = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);

        Assert.Equal("""{"task":1}""", received.Body.ToString());
        Assert.Equal(("task-1", "assigned", "application/json", "case-9"), (received.MessageId, received.Subject, received.ContentType, received.CorrelationId));
        Assert.Equal((3, BusDriver.Monday, true), (received.ApplicationProperties["attempt"], received.ApplicationProperties["at"], received.ApplicationProperties["urgent"]));
        Assert.Equal((1, BusDriver.Monday, BusDriver.Monday.AddSeconds(60)), (received.DeliveryCount, received.EnqueuedTime, received.LockedUntil));
    }

    [Fact]
    public async Task A_locked_message_is_seen_by_nobody_else()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));

        await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));

        await bus.Receiver.CompleteMessageAsync(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));

        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task An_abandoned_message_is_served_first_again()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessagesAsync([new ServiceBusMessage("one"), new ServiceBusMessage("two")]);

        await bus.Receiver.AbandonMessageAsync(
            await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment),
            new Dictionary<string, object> { ["tried"] = "yes" });

        var again = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);
        Assert.Equal(("one", 2, "yes"), (again.Body.ToString(), again.DeliveryCount, again.ApplicationProperties["tried"]));
    }

    [Fact]
    public async Task An_expired_lock_delivers_again_and_settles_nothing()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        var late = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);

        await bus.Clock.AdvanceAsync(TimeSpan.FromSeconds(60));

        var lost = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(late));
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, lost.Reason);
        Assert.Equal(2, (await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment)).DeliveryCount);
    }

    [Fact]
    public async Task A_renewed_lock_holds_longer()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        var message = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);

        await bus.Clock.AdvanceAsync(TimeSpan.FromSeconds(50));
        await bus.Receiver.RenewMessageLockAsync(message);
        await bus.Clock.AdvanceAsync(TimeSpan.FromSeconds(50));

        Assert.Equal(BusDriver.Monday.AddSeconds(110), message.LockedUntil);
        await bus.Receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task A_deferred_message_waits_to_be_asked_for_by_number()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one"));
        var message = await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment);

        await bus.Receiver.DeferMessageAsync(message);

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
        var deferred = await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        Assert.Equal("one", deferred.Body.ToString());
        await bus.Receiver.CompleteMessageAsync(deferred);
    }

    [Fact]
    public async Task A_message_that_outlives_its_time_is_not_delivered()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("one") { TimeToLive = TimeSpan.FromMinutes(5) });

        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));
    }

    [Fact]
    public async Task A_message_over_256_KB_is_refused()
    {
        await using var bus = await BusDriver.StartAsync();

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.SendMessageAsync(new ServiceBusMessage(new string('x', 256 * 1024))));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
    }

    [Fact]
    public async Task A_client_without_an_engine_is_told_so()
    {
        await using var client = new ServiceBusClient("Endpoint=sb://nobody;SharedAccessKeyName=n;SharedAccessKey=k;");

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateSender("q").SendMessageAsync(new ServiceBusMessage("one")));

        Assert.Contains("nobody", refused.Message, StringComparison.Ordinal);
    }
}
