using System.Text.Json;

namespace AccessReview.App.Directory.Imports;

/// <summary>Reads an array of objects with the columns as properties; lists may be arrays, switches booleans.</summary>
internal static class JsonLines
{
    public static IEnumerable<RawLine> Read(ImportedFile file, JsonElement array)
    {
        var known = ImportedColumns.Of(file);
        var number = 0;
        foreach (var item in array.EnumerateArray())
            yield return Read(++number, item, known);
    }

    private static RawLine Read(int number, JsonElement item, IReadOnlyList<ImportedColumn> known)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return new(number, null, "It is no object.");

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
        {
            if (!known.Any(column => column.Name == property.Name))
                return new(number, null, $"It has an unknown property. Known are {string.Join(", ", known.Select(column => column.Name))}.");
            if (TextOf(property.Value) is not { } text)
                return new(number, null, $"{property.Name} is text, true, false or a list of texts.");
            values[property.Name] = text.Trim();
        }

        var missing = known.Where(column => column.IsRequired && !values.ContainsKey(column.Name)).Select(column => column.Name).ToList();
        return missing.Count == 0 ? new(number, values) : new(number, null, $"It lacks {string.Join(", ", missing)}.");
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        JsonValueKind.Array when value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => string.Join(';', value.EnumerateArray().Select(one => one.GetString())),
        _ => null,
    };
}
