using System.Buffers.Binary;
using Amqp;
using Amqp.Types;
using AmqpDecimal = Amqp.Types.Decimal;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Application properties that were changed after a message was sent: kept encoded, so that all types are possible.</summary>
internal static class AmqpValues
{
    // Types that the protocol does not have are described types: a name and a simple value.
    private static readonly Symbol Timespan = "com.microsoft:timespan";
    private static readonly Symbol DateTimeOffset = "com.microsoft:datetime-offset";
    private static readonly Symbol Address = "com.microsoft:uri";

    /// <summary>Returns null if there are none.</summary>
    public static IReadOnlyDictionary<string, object?>? Changes(Map? map) =>
        map?.ToDictionary(entry => entry.Key.ToString() ?? string.Empty, entry => (object?)new EncodedValue(Encode(entry.Value)));

    /// <param name="encoded">An encoded map.</param>
    public static IReadOnlyDictionary<string, object?>? Changes(byte[] encoded) => Changes(Decode(encoded) as Map);

    /// <summary>Converts an engine value to one that can be encoded.</summary>
    public static object? Of(object? value) => value switch
    {
        EncodedValue encoded => Decode(encoded.Bytes),
        TimeSpan span => new DescribedValue(Timespan, span.Ticks),
        DateTimeOffset at => new DescribedValue(DateTimeOffset, at.UtcTicks),
        Uri uri => new DescribedValue(Address, uri.OriginalString),
        decimal number => new AmqpDecimal(Decimal128(number)),
        _ => value,
    };

    private static object? Decode(byte[] encoded) => Encoder.ReadObject(new ByteBuffer(encoded, 0, encoded.Length, encoded.Length));

    private static byte[] Encode(object? value)
    {
        var buffer = new ByteBuffer(64, true);
        Encoder.WriteObject(buffer, value);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    /// <summary>IEEE 754 decimal128 with a binary integer significand: a sign, an exponent above 6176, and 96 of the 113 significand bits.</summary>
    private static byte[] Decimal128(decimal number)
    {
        var parts = decimal.GetBits(number);
        var scale = (parts[3] >> 16) & 0xFF;
        var high = ((ulong)(6176 - scale) << 49) | (uint)parts[2];
        if (parts[3] < 0)
            high |= 1UL << 63;
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        return bytes;
    }
}
