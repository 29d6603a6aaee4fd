using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Two_clients_that_share_a_queue_get_each_message_once()
    {
        await using var bus = await BusServer.StartAsync();
        var seen = new ConcurrentQueue<string>();
        var done = new TaskCompletionSource();
        await using var first = Process(bus.Client, seen, 100, done);
        await using var second = Process(bus.NewClient(), seen, 100, done, prefetch: 8);
        await first.StartProcessingAsync();
        await second.StartProcessingAsync();

        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 100).Select(number => new ServiceBusMessage($"{number:000}")));
        await done.Task.WaitAsync(BusServer.Soon);
        await first.StopProcessingAsync();
        await second.StopProcessingAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number:000}"), seen.Order());
        Assert.Null(await bus.Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task Receivers_that_open_and_close_lose_no_message()
    {
        await using var bus = await BusServer.StartAsync();
        var other = bus.NewClient();
        var mode = new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete };
        var answers = bus.Client.CreateReceiver("other", mode);
        for (var round = 0; round < 40; round++)
        {
            var both = Task.WhenAll(PassOnAsync(), PassOnAsync());
            await bus.Sender.SendMessagesAsync([new ServiceBusMessage($"{round}"), new ServiceBusMessage($"{round}")]);
            var received = new[] { await bus.ReceiveAsync(answers), await bus.ReceiveAsync(answers) };
            await both;

            Assert.All(received, message => Assert.Equal($"{round}", message.Body.ToString()));
        }

        async Task PassOnAsync()
        {
            await using var receiver = other.CreateReceiver(BusServer.Queue, mode);
            var message = await bus.ReceiveAsync(receiver);
            await using var sender = other.CreateSender("other");
            await sender.SendMessageAsync(new ServiceBusMessage(message.Body));
        }
    }

    [Fact]
    public async Task A_stopped_processor_leaves_later_messages_to_others()
    {
        await using var bus = await BusServer.StartAsync();
        var seen = new ConcurrentQueue<string>();
        var done = new TaskCompletionSource();
        await using var processor = Process(bus.Client, seen, 1, done);
        await processor.StartProcessingAsync();
        await bus.SendAsync("during");
        await done.Task.WaitAsync(BusServer.Soon);

        await processor.StopProcessingAsync();
        await bus.SendAsync("after");
        var received = await bus.ReceiveAsync();

        Assert.Equal(["during"], seen);
        Assert.Equal(("after", 1), (received.Body.ToString(), received.DeliveryCount));
    }

    [Fact]
    public async Task Messages_locked_by_a_broken_connection_return_when_their_locks_expire()
    {
        await using var bus = await BusServer.StartAsync();
        await using var wire = new CutWire(bus.Port);
        var client = bus.NewClient(wire.Port);
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 20).Select(number => new ServiceBusMessage($"{number:00}")));
        var held = await client.CreateReceiver(BusServer.Queue).ReceiveMessagesAsync(5, BusServer.Soon);

        wire.Cut();
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(2));
        List<ServiceBusReceivedMessage> all = [];
        while (all.Count < 20)
            all.AddRange(await bus.Receiver.ReceiveMessagesAsync(20, BusServer.Soon));

        Assert.NotEmpty(held);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number:00}"), all.Select(message => message.Body.ToString()).Order());
        Assert.All(held, message => Assert.Equal(2, all.Single(other => other.SequenceNumber == message.SequenceNumber).DeliveryCount));
    }

    [Fact]
    public async Task A_client_continues_after_its_connection_was_broken()
    {
        await using var bus = await BusServer.StartAsync();
        await using var wire = new CutWire(bus.Port);
        var sender = bus.NewClient(wire.Port).CreateSender(BusServer.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage("before"));

        wire.Cut();
        await sender.SendMessageAsync(new ServiceBusMessage("after"));

        Assert.Equal(["before", "after"], (await bus.Receiver.PeekMessagesAsync(10)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_restart_loses_no_message_and_clients_continue()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("held");
        await bus.SendAsync("waiting");
        var held = await bus.ReceiveAsync();

        await bus.RestartAsync();
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Receiver.CompleteMessageAsync(held));
        var first = await bus.ReceiveAsync();
        var second = await bus.ReceiveAsync();
        await bus.SendAsync("new");

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refusal.Reason);
        Assert.Equal([("held", 2), ("waiting", 1)], [(first.Body.ToString(), first.DeliveryCount), (second.Body.ToString(), second.DeliveryCount)]);
        Assert.Equal("new", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        await using var bus = await BusServer.StartAsync(idleTimeout: TimeSpan.FromSeconds(1));
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, bus.Port);
        var stream = silent.GetStream();
        // The protocol header and an open frame that names a container, then nothing.
        await stream.WriteAsync("AMQP\x03\x01\0\0"u8.ToArray());
        await stream.WriteAsync(Frame(1, [0x00, 0x53, 0x41, 0xC0, 0x0C, 0x01, 0xA3, 0x09, .. "ANONYMOUS"u8]));
        await stream.WriteAsync("AMQP\0\x01\0\0"u8.ToArray());
        await stream.WriteAsync(Frame(0, [0x00, 0x53, 0x10, 0xC0, 0x04, 0x01, 0xA1, 0x01, (byte)'x']));

        using var timeout = new CancellationTokenSource(BusServer.Soon);
        var heard = new List<byte>();
        var buffer = new byte[4096];
        var read = -1;
        while (read != 0 && !Encoding.ASCII.GetString([.. heard]).Contains("idle timeout", StringComparison.Ordinal))
        {
            read = await stream.ReadAsync(buffer, timeout.Token);
            heard.AddRange(buffer.AsSpan(0, read));
        }

        Assert.Contains("amqp:connection:forced", Encoding.ASCII.GetString([.. heard]), StringComparison.Ordinal);
    }

    private static byte[] Frame(byte type, byte[] body) => [0, 0, 0, (byte)(8 + body.Length), 2, type, 0, 0, .. body];

    private static ServiceBusProcessor Process(ServiceBusClient client, ConcurrentQueue<string> seen, int count, TaskCompletionSource done, int prefetch = 0)
    {
        var processor = client.CreateProcessor(BusServer.Queue, new ServiceBusProcessorOptions { MaxConcurrentCalls = 4, PrefetchCount = prefetch });
        processor.ProcessMessageAsync += args =>
        {
            seen.Enqueue(args.Message.Body.ToString());
            if (seen.Count == count)
                done.TrySetResult();
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += args =>
        {
            done.TrySetException(args.Exception);
            return Task.CompletedTask;
        };
        return processor;
    }
}
