using AccessReview.Emulator.ServiceBus;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class SendTests
{
    [Fact]
    public async Task A_message_is_received_unchanged()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("hello")
        {
            MessageId = "m1",
            Subject = "subject",
            ContentType = "text/plain",
            CorrelationId = "c1",
            To = "to",
            ReplyTo = "reply",
            PartitionKey = "p1",
            TimeToLive = TimeSpan.FromDays(100),
        });

        var received = await bus.ReceiveAsync();

        Assert.Equal("hello", received.Body.ToString());
        Assert.Equal(
            ("m1", "subject", "text/plain", "c1", "to", "reply", "p1"),
            (received.MessageId, received.Subject, received.ContentType, received.CorrelationId, received.To, received.ReplyTo, received.PartitionKey));
        Assert.Equal(TimeSpan.FromDays(100), received.TimeToLive);
        Assert.Equal(1, received.SequenceNumber);
        Assert.Equal(1, received.EnqueuedSequenceNumber);
        Assert.Equal(1, received.DeliveryCount);
        Assert.Equal(ServiceBusMessageState.Active, received.State);
        Assert.Equal(bus.Clock.GetUtcNow(), received.EnqueuedTime, TimeSpan.FromMilliseconds(1));
        Assert.Equal(bus.Clock.GetUtcNow().AddMinutes(1), received.LockedUntil, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Application_properties_of_every_type_keep_their_type()
    {
        var values = new Dictionary<string, object>
        {
            ["string"] = "text",
            ["bool"] = true,
            ["byte"] = (byte)250,
            ["sbyte"] = (sbyte)-5,
            ["char"] = 'ß',
            ["short"] = (short)-3,
            ["ushort"] = (ushort)65000,
            ["int"] = -7,
            ["uint"] = 4_000_000_000,
            ["long"] = long.MinValue,
            ["ulong"] = ulong.MaxValue,
            ["float"] = 1.5f,
            ["double"] = 2.25,
            ["decimal"] = 12345.678m,
            ["guid"] = Guid.NewGuid(),
            ["uri"] = new Uri("https://example.org/a?b=c"),
            ["time"] = new DateTime(2026, 5, 25, 9, 0, 0, DateTimeKind.Utc),
            ["offset"] = new DateTimeOffset(2026, 5, 25, 9, 0, 0, TimeSpan.Zero),
            ["span"] = TimeSpan.FromSeconds(90),
        };
        await using var bus = await BusServer.StartAsync();
        var message = new ServiceBusMessage("typed");
        foreach (var (name, value) in values)
            message.ApplicationProperties[name] = value;
        await bus.Sender.SendMessageAsync(message);

        var received = await bus.ReceiveAsync();

        Assert.Equal(values, received.ApplicationProperties.ToDictionary());
    }

    [Fact]
    public async Task A_value_body_stays_a_value()
    {
        await using var bus = await BusServer.StartAsync();
        var message = new ServiceBusMessage();
        message.GetRawAmqpMessage().Body = Azure.Core.Amqp.AmqpMessageBody.FromValue("a value");
        await bus.Sender.SendMessageAsync(message);

        var received = await bus.ReceiveAsync();

        Assert.True(received.GetRawAmqpMessage().Body.TryGetValue(out var value));
        Assert.Equal("a value", value);
    }

    [Fact]
    public async Task A_batch_is_stored_completely_and_in_order()
    {
        await using var bus = await BusServer.StartAsync();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        for (var number = 0; number < 20; number++)
            Assert.True(batch.TryAddMessage(new ServiceBusMessage($"{number}")));
        await bus.Sender.SendMessagesAsync(batch);

        var peeked = await bus.Receiver.PeekMessagesAsync(100);

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number}"), peeked.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_batch_accepts_at_most_256_KB()
    {
        await using var bus = await BusServer.StartAsync();
        using var batch = await bus.Sender.CreateMessageBatchAsync();

        Assert.Equal(256 * 1024, batch.MaxSizeInBytes);
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[200_000])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[100_000])));
    }

    [Fact]
    public async Task A_message_of_255_KB_is_accepted_and_a_larger_one_is_refused()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage(new byte[255 * 1024]));

        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Sender.SendMessageAsync(new ServiceBusMessage(new byte[257 * 1024])));
        var received = await bus.ReceiveAsync();

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refusal.Reason);
        Assert.Equal(255 * 1024, received.Body.ToMemory().Length);
    }

    [Fact]
    public async Task A_message_with_an_id_already_sent_within_the_window_is_dropped()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("first", "same");
        await bus.SendAsync("again", "same");
        await bus.Clock.AdvanceAsync(TimeSpan.FromHours(2));
        await bus.SendAsync("later", "same");

        var peeked = await bus.Receiver.PeekMessagesAsync(10);

        Assert.Equal(["first", "later"], peeked.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_send_while_nothing_can_be_stored_is_refused_as_busy()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("before");
        bus.Database.IsFull = true;

        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.NewClient(retries: 0).CreateSender(BusServer.Queue).SendMessageAsync(new ServiceBusMessage("never")));

        Assert.Equal(ServiceBusFailureReason.ServiceBusy, refusal.Reason);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("jobs/$deadletterqueue/more")]
    public async Task A_missing_queue_is_not_found(string queue)
    {
        await using var bus = await BusServer.StartAsync();

        var sending = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateSender(queue).SendMessageAsync(new ServiceBusMessage("lost")));
        var receiving = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateReceiver(queue).ReceiveMessageAsync(BusServer.Soon));
        var asking = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client.CreateReceiver(queue).PeekMessageAsync());

        Assert.All([sending, receiving, asking], refusal => Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, refusal.Reason));
    }

    [Fact]
    public async Task A_session_of_a_queue_without_sessions_is_refused()
    {
        await using var bus = await BusServer.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Client.AcceptSessionAsync(BusServer.Queue, "s1"));
    }

    [Fact]
    public async Task A_message_stored_by_an_earlier_build_is_received_completely()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Engine.SendAsync(BusServer.Queue, [new IncomingMessage("m1", new MessageEnvelope
        {
            Subject = "subject",
            ContentType = "text/plain",
            CorrelationId = "c1",
            To = "to",
            ReplyTo = "reply",
            PartitionKey = "p1",
            TimeToLive = TimeSpan.FromDays(3),
            Properties = new Dictionary<string, PropertyValue>
            {
                ["int"] = PropertyValue.From(7),
                ["uri"] = PropertyValue.From(new Uri("https://example.org")),
                ["span"] = PropertyValue.From(TimeSpan.FromMinutes(3)),
                ["offset"] = PropertyValue.From(new DateTimeOffset(2026, 5, 25, 9, 0, 0, TimeSpan.Zero)),
                ["decimal"] = PropertyValue.From(-79228162514264337593543950.335m),
            },
        }, "hello"u8.ToArray())]);

        var received = await bus.ReceiveAsync();

        Assert.Equal("hello", received.Body.ToString());
        Assert.Equal(
            ("m1", "subject", "text/plain", "c1", "to", "reply", "p1"),
            (received.MessageId, received.Subject, received.ContentType, received.CorrelationId, received.To, received.ReplyTo, received.PartitionKey));
        Assert.Equal(TimeSpan.FromDays(3), received.TimeToLive);
        Assert.Equal(7, received.ApplicationProperties["int"]);
        Assert.Equal(new Uri("https://example.org"), received.ApplicationProperties["uri"]);
        Assert.Equal(TimeSpan.FromMinutes(3), received.ApplicationProperties["span"]);
        Assert.Equal(new DateTimeOffset(2026, 5, 25, 9, 0, 0, TimeSpan.Zero), received.ApplicationProperties["offset"]);
        Assert.Equal(-79228162514264337593543950.335m, received.ApplicationProperties["decimal"]);
    }
}
