using System.Text.Json;

namespace AccessReview.App.Http;

/// <summary>Checks JSON tokens before deserialization.</summary>
internal static class JsonTokens
{
    /// <exception cref="JsonException">It is invalid JSON, too deep, or contains a lone surrogate, a number beyond double, or a null in a list.</exception>
    public static void Check(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Json.Deepest });
        var isNamed = true; // True for a property's value, and for the whole body, where null is refused elsewhere.
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                CheckText(ref reader);
            else if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out var number) && double.IsFinite(number)))
                throw new JsonException("A number is out of range.");
            else if (reader.TokenType == JsonTokenType.Null && !isNamed)
                throw new JsonException("A list contains null."); // The serializer checks properties for null, but not the items of a list.
            isNamed = reader.TokenType == JsonTokenType.PropertyName;
        }
    }

    /// <param name="json">UTF-8.</param>
    /// <param name="deepest">The maximum nesting depth.</param>
    /// <exception cref="JsonException">It is invalid JSON, is too deep, or contains a lone surrogate.</exception>
    public static void CheckTexts(ReadOnlySpan<byte> json, int deepest)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = deepest });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                CheckText(ref reader);
        }
    }

    private static void CheckText(ref Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException wrong)
        {
            throw new JsonException("Text is not valid UTF-8 or UTF-16.", wrong);
        }
    }
}
