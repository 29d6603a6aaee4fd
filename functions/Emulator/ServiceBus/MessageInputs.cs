// A message that is created here holds nothing that must be disposed of.
#pragma warning disable CA2000

using System.Globalization;
using System.Text;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Host.Rpc;
using Amqp.Framing;
using Google.Protobuf;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Converts a message to a worker's input.</summary>
internal static class MessageInputs
{
    public static InvocationInputs Of(WorkerFunction function, LockedMessage locked)
    {
        var trigger = function.Trigger;
        var message = AmqpMessages.Outgoing(locked);
        return new InvocationInputs
        {
            Trigger = IsDeferred(function) ? Whole(locked) : Content(trigger, message),
            TriggerMetadata = Metadata(locked, message),
            TraceParent = (Property(message, "traceparent") ?? Property(message, "Diagnostic-Id")) ?? string.Empty,
            TraceState = Property(message, "tracestate") ?? string.Empty,
        };
    }

    /// <summary>True if the worker's own converter reads the parameter.</summary>
    private static bool IsDeferred(WorkerFunction function) =>
        function.Trigger.Json.TryGetProperty("properties", out var hints)
        && FunctionBinding.Parse(hints.GetRawText()).Flag("supportsDeferredBinding", false, function.Name);

    /// <remarks>https://github.com/Azure/azure-functions-dotnet-worker/tree/main/extensions/Worker.Extensions.ServiceBus</remarks>
    private static TypedData Whole(LockedMessage locked) => new()
    {
        ModelBindingData = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureServiceBusReceivedMessage",
            ContentType = "application/octet-stream",
            Content = ByteString.CopyFrom([.. locked.LockToken.ToByteArray(), .. AmqpMessages.Received(locked)]),
        },
    };

    private static TypedData Content(FunctionBinding trigger, OutgoingMessage message)
    {
        var content = message.BodySection switch
        {
            Data => AmqpMessages.Content(message),
            AmqpValue { Value: byte[] bytes } => bytes,
            AmqpValue { Value: var value } => Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
            _ => [],
        };
        return string.Equals(trigger.Text("dataType"), "binary", StringComparison.OrdinalIgnoreCase)
            ? new TypedData { Bytes = ByteString.CopyFrom(content) }
            : new TypedData { String = Encoding.UTF8.GetString(content) };
    }

    private static Dictionary<string, TypedData> Metadata(LockedMessage locked, OutgoingMessage message)
    {
        var stored = locked.Message;
        var metadata = new Dictionary<string, TypedData>
        {
            ["MessageId"] = Text(message.Properties?.GetMessageId()?.ToString()),
            ["CorrelationId"] = Text(message.Properties?.GetCorrelationId()?.ToString()),
            ["Subject"] = Text(message.Properties?.Subject),
            ["ContentType"] = Text(message.Properties?.ContentType?.ToString()),
            ["To"] = Text(message.Properties?.To),
            ["ReplyTo"] = Text(message.Properties?.ReplyTo),
            ["LockToken"] = Text(locked.LockToken.ToString()),
            ["DeliveryCount"] = Number(stored.DeliveryCount),
            ["SequenceNumber"] = Number(stored.Sequence),
            ["EnqueuedTimeUtc"] = Time(stored.EnqueuedAt),
            ["ExpiresAtUtc"] = Time(stored.ExpiresAt),
        };
        return metadata;
    }

    private static string? Property(OutgoingMessage message, string name) => message.ApplicationProperties?[name] as string;

    private static TypedData Text(string? text) => new() { String = text ?? string.Empty };

    // As JSON, because the worker reads numbers in metadata only as JSON.
    private static TypedData Number(long number) => new() { Json = number.ToString(CultureInfo.InvariantCulture) };

    private static TypedData Time(DateTimeOffset at) => new() { Json = $"\"{at.UtcDateTime:O}\"" };
}
