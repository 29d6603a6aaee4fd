using System.Runtime.Serialization;
using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Encodes application properties as an AMQP map.</summary>
internal static class PropertyMap
{
    /// <exception cref="SerializationException">AMQP does not support the type of a value.</exception>
    public static ByteString Encode(IDictionary<string, object> properties)
    {
        var map = new AmqpMap();
        foreach (var (name, value) in properties)
            map[new MapKey(name)] = ValueOf(value);
        using var buffer = new ByteBuffer(256, autoGrow: true);
        AmqpCodec.EncodeMap(map, buffer);
        return ByteString.CopyFrom(buffer.Buffer, buffer.Offset, buffer.Length);
    }

    // Types that the protocol does not have are described types: a name and a simple value.
    private static object? ValueOf(object? value) => value switch
    {
        null or string or bool or byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal or char or Guid or DateTime => value,
        Uri uri => new DescribedType(new AmqpSymbol("com.microsoft:uri"), uri.AbsoluteUri),
        DateTimeOffset at => new DescribedType(new AmqpSymbol("com.microsoft:datetime-offset"), at.UtcTicks),
        TimeSpan span => new DescribedType(new AmqpSymbol("com.microsoft:timespan"), span.Ticks),
        _ => throw new SerializationException($"Serialization failed due to an unsupported type, {value.GetType().FullName}."),
    };
}
