using System.Text.Json;
using System.Text.Json.Serialization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>Reads identifiers from users and programs. They are normalized; an invisible character is refused.</summary>
public static class GivenId
{
    /// <exception cref="ProblemException">It is empty or contains an invisible character, which the message names: 400 bad_identifier.</exception>
    public static T Read<T>(string? text)
        where T : struct, IIdentifier<T>
    {
        var exact = ExactText.Normalize(text);
        if (exact.Length == 0)
            throw Problems.BadRequest(Say($"An identifier is empty."), "bad_identifier");
        return ExactText.UnseenIn(exact) is { } unseen ? throw Problems.BadRequest(Sentence(unseen), "bad_identifier") : T.From(exact);
    }

    /// <param name="unseen">The invisible character, as <c>U+200B</c>.</param>
    internal static string Sentence(string unseen) => Say($"An identifier contains {unseen}, an invisible character. Remove it and try again.");

    /// <summary>Applies these rules to every identifier in a JSON body.</summary>
    internal sealed class ConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert)
        {
            ArgumentNullException.ThrowIfNull(typeToConvert);
            return typeToConvert.IsValueType && typeToConvert.GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IIdentifier<>));
        }

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!; // The constructor is public.
    }

    private sealed class Converter<T> : JsonConverter<T>
        where T : struct, IIdentifier<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? Read<T>(text) : throw new JsonException("An identifier must be text.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
