using AccessReview.Emulator.Clock;
using AccessReview.Emulator.ServiceBus;
using AccessReview.Emulator.Storage;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace AccessReview.Emulator.Tests.ServiceBus;

/// <summary>A bus on a file of its own, at a clock that stands until a test moves it.</summary>
internal sealed class BusDriver : IAsyncDisposable
{
    public const string Queue = "notifications";

    public static readonly DateTimeOffset Monday = new(2026, 5, 25, 9, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(1);

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"bus-{Guid.NewGuid():N}", "emulator.db");
    private readonly WorkInFlight _work = new();
    private readonly ServiceBusEngineOptions _options;
    private readonly DeliveryFaults? _faults;
    private ServiceBusClient _client;

    public BusDriver(DeliveryFaults? faults = null, ServiceBusEngineOptions? options = null)
    {
        _faults = faults;
        _options = options ?? new ServiceBusEngineOptions();
        Clock = new EmulatorClock(_work);
        Clock.Freeze(Monday);
        (Database, Engine, _client) = Open();
    }

    public EmulatorClock Clock { get; }

    public EmulatorDatabase Database { get; private set; }

    public ServiceBusEngine Engine { get; private set; }

    public ServiceBusSender Sender => _client.CreateSender(Queue);

    public ServiceBusReceiver Receiver => _client.CreateReceiver(Queue);

    public ServiceBusReceiver DeadLetters => _client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public static async Task<BusDriver> StartAsync()
    {
        var driver = new BusDriver();
        await driver.Engine.StartAsync(CancellationToken.None);
        return driver;
    }

    public void Handle(Func<ServiceBusReceivedMessage, ServiceBusMessageActions, Task> handler, int concurrentCalls = 8, bool autoComplete = true) =>
        Engine.Subscribe(
            Queue,
            new ServiceBusSubscriptionOptions(concurrentCalls, TimeSpan.FromMinutes(5), autoComplete),
            (message, actions, _) => handler(message, actions));

    public Task RestAsync() => _work.WhenIdleAsync();

    /// <summary>The process dies without a word, and another opens its file; the caller subscribes and starts it.</summary>
    public async Task DieAsync()
    {
        Engine.Dispose();
        await Database.DisposeAsync();
        (Database, Engine, _client) = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
        await Database.DisposeAsync();
        Clock.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file) ?? _file, recursive: true);
    }

    private (EmulatorDatabase Database, ServiceBusEngine Engine, ServiceBusClient Client) Open()
    {
        var database = new EmulatorDatabase(_file);
        var engine = new ServiceBusEngine(database, Clock, _work, _options, NullLogger<ServiceBusEngine>.Instance) { Faults = _faults };
        return (database, engine, new ServiceBusClient($"Endpoint=sb://{engine.NamespaceName};SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true"));
    }
}
