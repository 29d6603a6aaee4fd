using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.Serialization;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>An application property with its type, so that an int is read back as an int. It supports the types of AMQP.</summary>
internal sealed record PropertyValue(string Type, string Text)
{
    private const string Null = "null";

    private static readonly FrozenDictionary<string, Func<string, object>> Readers = new Dictionary<string, Func<string, object>>
    {
        [nameof(String)] = text => text,
        [nameof(Boolean)] = text => bool.Parse(text),
        [nameof(Byte)] = text => byte.Parse(text, CultureInfo.InvariantCulture),
        [nameof(SByte)] = text => sbyte.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Char)] = text => text[0],
        [nameof(Int16)] = text => short.Parse(text, CultureInfo.InvariantCulture),
        [nameof(UInt16)] = text => ushort.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Int32)] = text => int.Parse(text, CultureInfo.InvariantCulture),
        [nameof(UInt32)] = text => uint.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Int64)] = text => long.Parse(text, CultureInfo.InvariantCulture),
        [nameof(UInt64)] = text => ulong.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Single)] = text => float.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Double)] = text => double.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Decimal)] = text => decimal.Parse(text, CultureInfo.InvariantCulture),
        [nameof(Guid)] = text => Guid.Parse(text),
        [nameof(Uri)] = text => new Uri(text, UriKind.RelativeOrAbsolute),
        [nameof(DateTime)] = text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        [nameof(DateTimeOffset)] = text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        [nameof(TimeSpan)] = text => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
        [nameof(EncodedValue)] = text => new EncodedValue(Convert.FromBase64String(text)),
    }.ToFrozenDictionary();

    /// <exception cref="SerializationException">AMQP does not support the type; the real client throws the same.</exception>
    public static PropertyValue From(object? value)
    {
        if (value is null)
            return new PropertyValue(Null, string.Empty);
        var type = value.GetType().Name;
        return Readers.ContainsKey(type)
            ? new PropertyValue(type, TextOf(value))
            : throw new SerializationException($"Serialization failed due to an unsupported type, {value.GetType().FullName}.");
    }

    public object? ToObject() => Type == Null ? null : Readers[Type](Text);

    private static string TextOf(object value) => value switch
    {
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        Uri uri => uri.OriginalString,
        EncodedValue encoded => Convert.ToBase64String(encoded.Bytes),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
