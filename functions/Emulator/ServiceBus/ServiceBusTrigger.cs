using AccessReview.Emulator.Host;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Runs functions for the messages of their queues.</summary>
internal sealed class ServiceBusTrigger(
    ServiceBusEngine engine,
    HostJson hostJson,
    SettingReferences references,
    IConfiguration settings,
    IWorkerInvoker invoker,
    Worker worker) : ITrigger
{
    private const string DefaultConnection = "AzureWebJobsServiceBus";

    public string BindingType => "serviceBusTrigger";

    public IReadOnlyCollection<string> Properties { get; } =
        ["queueName", "connection", "autoCompleteMessages", "isSessionsEnabled", "isBatched", "cardinality"];

    public void Add(WorkerFunction function)
    {
        var trigger = function.Trigger;
        if (trigger.Flag("isSessionsEnabled", false, function.Name)
            || trigger.Flag("isBatched", false, function.Name)
            || trigger.Text("cardinality") is "Many" or "many")
        {
            throw new EmulatorRefusedException(
                $"The function {function.Name} asks for sessions or for messages in batches; this host has plain queues and delivers one message at a time.");
        }

        if (trigger.Text("queueName") is not { Length: > 0 } queueName)
            throw new EmulatorRefusedException($"The function {function.Name} names no queue; name one.");
        RequireConnection(function.Name, trigger.Text("connection") ?? DefaultConnection);

        var options = ServiceBusHostOptions.Read(hostJson);
        engine.Subscribe(
            references.Resolve(queueName, function.Name),
            new ServiceBusSubscriptionOptions(
                options.MaxConcurrentCalls,
                options.MaxAutoLockRenewal,
                trigger.Flag("autoCompleteMessages", options.AutoComplete, function.Name)),
            (message, cancellationToken) => DeliverAsync(function, message, cancellationToken));
    }

    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);

    private async Task DeliverAsync(WorkerFunction function, LockedMessage message, CancellationToken cancellationToken)
    {
        // A message waits while the worker restarts, so that its deliveries are not used up.
        var running = await worker.WhenUpAsync(cancellationToken);
        try
        {
            var answer = await invoker.InvokeAsync(function, MessageInputs.Of(function, message), cancellationToken);
            answer.OrThrow();
        }
        catch (WorkerLostException)
        {
            await running.Gone.WaitAsync(cancellationToken);
            throw;
        }
    }

    private void RequireConnection(string function, string connection)
    {
        if (!ServiceBusAddress.IsOurs(settings[connection]))
        {
            throw new EmulatorRefusedException(
                $"The function {function} listens with the connection {connection}, which does not lead to this host; set {connection} to {ServiceBusAddress.Example}.");
        }
    }
}
