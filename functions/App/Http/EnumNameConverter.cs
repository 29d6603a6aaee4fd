using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccessReview.App.Http;

/// <summary>Reads enums in bodies by their exact names. The framework's converter also accepts numbers, lists and any case.</summary>
internal sealed class EnumNameConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!; // The constructor is public.

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && EnumNames.Read<T>(reader.GetString()) is { } value ? value : throw new UnknownNameException(EnumNames.AllOf<T>());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(EnumNames.Of(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EnumNames.Read<T>(reader.GetString()) ?? throw new UnknownNameException(EnumNames.AllOf<T>());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(EnumNames.Of(value));
    }
}

/// <summary>A body contains a value that is not one of the allowed names.</summary>
// Thrown by the converter above and caught where bodies are read. The standard constructors have no names, so they are left out.
#pragma warning disable CA1032
internal sealed class UnknownNameException(IReadOnlyList<string> names) : JsonException
#pragma warning restore CA1032
{
    public IReadOnlyList<string> Names { get; } = names;
}
