using AccessReview.Emulator.Clock;
using AccessReview.Emulator.ServiceBus;
using AccessReview.Emulator.Tests.Host;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Tests.ServiceBus;

/// <summary>A host whose functions listen to queues, and Microsoft's client for its endpoint.</summary>
internal sealed class TinyBus : IAsyncDisposable
{
    private readonly ServiceBusClient _client;

    private TinyBus(TinyHost host)
    {
        Host = host;
        var port = host.App.Services.GetRequiredService<BusEndpoint>().Port;
        _client = new ServiceBusClient($"Endpoint=sb://localhost:{port};SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true");
    }

    public TinyHost Host { get; }

    public EmulatorClock Clock => Host.App.Services.GetRequiredService<EmulatorClock>();

    private ServiceBusReceiver Answers => field ??=
        _client.CreateReceiver("answers", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

    /// <summary>Its clock is stopped.</summary>
    public static async Task<TinyBus> StartAsync(ServiceBusEngineOptions? options = null, string? dataPath = null, params (string Name, string Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
        given["Emulator:FreezeClockAt"] = TimeProvider.System.GetUtcNow().ToString("O");
        return new TinyBus(await TinyHost.StartAsync(given, dataPath, configure: services => services.AddSingleton(options ?? new ServiceBusEngineOptions())));
    }

    public async Task SendAsync(string queue, params string[] texts)
    {
        await using var sender = _client.CreateSender(queue);
        await sender.SendMessagesAsync(texts.Select(text => new ServiceBusMessage(text) { MessageId = $"id-{text}", ApplicationProperties = { ["kind"] = "test" } }));
    }

    public async Task<ServiceBusReceivedMessage> AnswerAsync() =>
        await Answers.ReceiveMessageAsync(TimeSpan.FromSeconds(60)) ?? throw new TimeoutException("No answer came.");

    public async Task<string> AnswerTextAsync() => (await AnswerAsync()).Body.ToString();

    public async Task<bool> HasAnswerAsync() => await Answers.PeekMessageAsync() is not null;

    public async Task<ServiceBusReceivedMessage> DeadLetterAsync(string queue)
    {
        await using var receiver = _client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(60)) ?? throw new TimeoutException("No dead letter came.");
    }

    /// <summary>Null: there is no message.</summary>
    public async Task<ServiceBusReceivedMessage?> PeekAsync(string queue) => await PeekAllAsync(queue) is [var first, ..] ? first : null;

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAllAsync(string queue)
    {
        await using var receiver = _client.CreateReceiver(queue);
        return await receiver.PeekMessagesAsync(100);
    }

    /// <summary>Moves the clock while functions run; the clock's own move would wait for them.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // It is due last, so everything due before has fired.
        await using var timer = Clock.CreateTimer(_ => passed.TrySetResult(), null, span, Timeout.InfiniteTimeSpan);
        Clock.Freeze(Clock.GetUtcNow() + span);
        await passed.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Completes when no function runs and no message waits for one.</summary>
    public Task RestAsync() => Host.App.Services.GetRequiredService<WorkInFlight>().WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Host.DisposeAsync();
    }
}
