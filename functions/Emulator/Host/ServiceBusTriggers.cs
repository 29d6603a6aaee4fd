using System.Text.Json;
using AccessReview.Emulator.ServiceBus;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace AccessReview.Emulator.Host;

/// <summary>Makes each queue function a subscriber of its queue.</summary>
internal sealed class ServiceBusTriggers(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    SettingReferences settings,
    HostJson hostJson,
    ServiceBusEngine engine,
    IOptions<JsonSerializerOptions> json)
{
    /// <summary>Before the engine starts.</summary>
    public void Subscribe()
    {
        foreach (var (function, trigger) in catalog.With<ServiceBusTriggerAttribute>())
        {
            if (trigger.QueueName is not { } queue || trigger.IsBatched || trigger.IsSessionsEnabled)
                throw new EmulatorRefusedException($"The function {function.Name} listens to a topic, in batches or with sessions; the emulator has plain queues only.");
            engine.Subscribe(settings.Resolve(queue, function.Name), OptionsOf(function, trigger), (message, actions, cancellationToken) =>
                invoker.InvokeAsync(CallOf(function, message, actions), cancellationToken));
        }
    }

    private FunctionCall CallOf(EmulatedFunction function, ServiceBusReceivedMessage message, ServiceBusMessageActions actions) =>
        new(function, type => Bind(type, message))
        {
            BindOther = type => type == typeof(ServiceBusMessageActions) ? actions : null,
            BindingData = new Dictionary<string, object?>
            {
                ["MessageId"] = message.MessageId,
                ["DeliveryCount"] = message.DeliveryCount,
                ["SequenceNumber"] = message.SequenceNumber,
                ["CorrelationId"] = message.CorrelationId,
                ["Subject"] = message.Subject,
                ["ContentType"] = message.ContentType,
            },
        };

    private object? Bind(Type type, ServiceBusReceivedMessage message)
    {
        if (type == typeof(ServiceBusReceivedMessage))
            return message;
        if (type == typeof(BinaryData))
            return message.Body;
        if (type == typeof(string))
            return message.Body.ToString();
        if (type == typeof(byte[]))
            return message.Body.ToArray();
        return JsonSerializer.Deserialize(message.Body, type, json.Value);
    }

    /// <remarks>Defaults of the real host: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings</remarks>
    private ServiceBusSubscriptionOptions OptionsOf(EmulatedFunction function, ServiceBusTriggerAttribute trigger) => new(
        hostJson.Value("extensions:serviceBus:maxConcurrentCalls", 16 * Environment.ProcessorCount),
        hostJson.Value("extensions:serviceBus:maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5)),
        SaysAutoComplete(function) ? trigger.AutoCompleteMessages : hostJson.Value("extensions:serviceBus:autoCompleteMessages", true));

    // An attribute cannot tell "false" from "not said", and what is not said is host.json's to say.
    private static bool SaysAutoComplete(EmulatedFunction function) =>
        function.TriggerParameter.GetCustomAttributesData()
            .Single(attribute => attribute.AttributeType == typeof(ServiceBusTriggerAttribute))
            .NamedArguments.Any(argument => argument.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages));
}
