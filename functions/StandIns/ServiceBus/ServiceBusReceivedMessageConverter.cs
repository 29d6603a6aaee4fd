using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Reads a message from the host's format: the 16 bytes of its lock token, then the AMQP message.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
internal sealed class ServiceBusReceivedMessageConverter : IInputConverter
{
    private const string BindingSource = "AzureServiceBusReceivedMessage";
    private const string ContentType = "application/octet-stream";
    private const int LockTokenLength = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => new(context.Source switch
    {
        ModelBindingData { Source: BindingSource, ContentType: ContentType } data => ConversionResult.Success(Read(data.Content.ToMemory())),
        ModelBindingData other => ConversionResult.Failed(new NotSupportedException($"A message cannot be read from the source {other.Source} in the form {other.ContentType}.")),
        _ => ConversionResult.Unhandled(),
    });

    private static ServiceBusReceivedMessage Read(ReadOnlyMemory<byte> content) => ServiceBusReceivedMessage.FromAmqpMessage(
        AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(content[LockTokenLength..])),
        BinaryData.FromBytes(content[..LockTokenLength]));
}
