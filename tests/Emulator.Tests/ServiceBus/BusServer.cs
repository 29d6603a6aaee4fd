using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.ServiceBus;
using AccessReview.Emulator.Storage;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.Emulator.Tests.ServiceBus;

/// <summary>The endpoint on its own file, with a stopped clock that a test moves, and Microsoft's client for it.</summary>
internal sealed class BusServer : IAsyncDisposable
{
    public const string Queue = "jobs";

    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan ABit = TimeSpan.FromMilliseconds(50);

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"amqp-{Guid.NewGuid():N}", "emulator.db");
    private readonly WorkInFlight _work = new();
    private readonly ServiceBusEngineOptions _engineOptions;
    private readonly List<ServiceBusClient> _clients = [];
    private readonly BusEndpointOptions _options;
    private readonly DeliveryFaults? _faults;
    private BusEndpoint _endpoint;

    private BusServer(ServiceBusEngineOptions engineOptions, TimeSpan? idleTimeout, DeliveryFaults? faults)
    {
        _faults = faults;
        _engineOptions = engineOptions;
        _options = new BusEndpointOptions(FreePort()) { Queues = [Queue, "other"], IdleTimeout = idleTimeout ?? TimeSpan.FromMinutes(1) };
        Clock = new EmulatorClock(_work);
        Clock.Freeze(TimeProvider.System.GetUtcNow());
        (Database, Engine, _endpoint) = Make();
        Client = NewClient();
    }

    public EmulatorClock Clock { get; }

    public EmulatorDatabase Database { get; private set; }

    public ServiceBusEngine Engine { get; private set; }

    public ServiceBusClient Client { get; }

    public int Port => _options.Port;

    public ServiceBusSender Sender => field ??= Client.CreateSender(Queue);

    public ServiceBusReceiver Receiver => field ??= Client.CreateReceiver(Queue);

    public ServiceBusReceiver DeadLetters => field ??= Client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public static async Task<BusServer> StartAsync(
        ServiceBusEngineOptions? engineOptions = null,
        TimeSpan? idleTimeout = null,
        DeliveryFaults? faults = null)
    {
        var server = new BusServer(engineOptions ?? new ServiceBusEngineOptions(), idleTimeout, faults);
        await server.OpenAsync();
        return server;
    }

    public ServiceBusClient NewClient(int? port = null, int retries = 5)
    {
        var client = new ServiceBusClient(
            $"Endpoint=sb://localhost:{port ?? Port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true",
            new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { Delay = TimeSpan.FromMilliseconds(20), MaxRetries = retries } });
        _clients.Add(client);
        return client;
    }

    public async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver? receiver = null) =>
        await (receiver ?? Receiver).ReceiveMessageAsync(Soon) ?? throw new TimeoutException("Nothing was received.");

    /// <summary>Null when no message is available.</summary>
    public static Task<ServiceBusReceivedMessage?> ReceiveNowAsync(ServiceBusReceiver receiver) => receiver.ReceiveMessageAsync(ABit);

    public Task SendAsync(string text, string? messageId = null) =>
        Sender.SendMessageAsync(messageId is null ? new ServiceBusMessage(text) : new ServiceBusMessage(text) { MessageId = messageId });

    /// <summary>Adds a function that listens to the queue like a trigger. Deliveries start with the engine.</summary>
    public void Handle(Func<LockedMessage, Task> function, int concurrentCalls = 8) => Engine.Subscribe(
        Queue,
        new ServiceBusSubscriptionOptions(concurrentCalls, TimeSpan.FromMinutes(5), AutoComplete: true),
        (message, _) => function(message));

    /// <summary>Completes when no message is being delivered or waits for delivery.</summary>
    public Task RestAsync() => _work.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Kills the process; another one opens its file on the same port.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        (Database, Engine, _endpoint) = Make();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await StopAsync();
        Clock.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file) ?? _file, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private (EmulatorDatabase Database, ServiceBusEngine Engine, BusEndpoint Endpoint) Make()
    {
        var database = new EmulatorDatabase(_file);
        var engine = new ServiceBusEngine(database, Clock, _work, _engineOptions, NullLogger<ServiceBusEngine>.Instance) { Faults = _faults };
        return (database, engine, new BusEndpoint(engine, _options, NullLogger<BusEndpoint>.Instance));
    }

    private async Task OpenAsync()
    {
        await Engine.OpenAsync(CancellationToken.None);
        _endpoint.Open();
    }

    private async Task StopAsync()
    {
        _endpoint.Dispose();
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
        await Database.DisposeAsync();
    }
}
