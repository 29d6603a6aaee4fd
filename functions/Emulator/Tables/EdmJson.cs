using System.Text.Json;

namespace AccessReview.Emulator.Tables;

/// <summary>Converts one property between JSON and <see cref="EdmValue"/>.</summary>
internal static class EdmJson
{
    /// <summary>The type of a value without an annotation.</summary>
    public static EdmType NaturalType(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => EdmType.String,
        JsonValueKind.True or JsonValueKind.False => EdmType.Boolean,
        JsonValueKind.Number => value.TryGetInt32(out _) ? EdmType.Int32 : EdmType.Double,
        _ => throw TableFaults.InvalidInput("A property holds neither text, nor a number, nor a boolean."),
    };

    public static EdmValue Read(JsonElement value, EdmType type) => new(type, type switch
    {
        EdmType.String => EntityLimits.Checked(value.GetString()!), // Nulls were left out.
        EdmType.Int32 => value.GetInt32(),
        EdmType.Int64 => value.ValueKind == JsonValueKind.Number ? value.GetInt64() : EdmText.ParseInt64(value.GetString()),
        EdmType.Double => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : EdmText.ParseDouble(value.GetString()),
        EdmType.Boolean => value.GetBoolean(),
        EdmType.DateTime => EdmText.ParseDateTime(value.GetString()),
        EdmType.Guid => Guid.Parse(value.GetString()!), // As above.
        EdmType.Binary => EntityLimits.Checked(value.GetBytesFromBase64()),
    });

    /// <summary>Writes the type annotation if JSON does not imply the type, and then the property.</summary>
    public static void Write(Utf8JsonWriter writer, string name, EdmValue value)
    {
        switch (value.Content)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case double number when double.IsFinite(number):
                writer.WritePropertyName(name);
                writer.WriteRawValue(EdmText.Write(number), skipInputValidation: true);
                break;
            case byte[] bytes:
                Annotate(writer, name, value.Type);
                writer.WriteBase64String(name, bytes);
                break;
            default:
                Annotate(writer, name, value.Type);
                writer.WriteString(name, Text(value.Content));
                break;
        }
    }

    private static void Annotate(Utf8JsonWriter writer, string name, EdmType type) =>
        writer.WriteString(name + "@odata.type", EdmTypeNames.NameOf(type));

    private static string Text(object content) => content switch
    {
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        double number => EdmText.Write(number),
        DateTime moment => EdmText.Write(moment),
        Guid guid => guid.ToString(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
