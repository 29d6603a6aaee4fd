using System.Text.Json;
using AccessReview.App.Http;

namespace AccessReview.App.Imports;

/// <summary>Reads a JSON array of objects with the columns as properties. Lists may be arrays, and yes/no values booleans.</summary>
internal static class JsonLines
{
    // An unreadable value in one of these refuses the line; the report names it and the accepted values.
    private static readonly string[] Judged = ["active", "until", "since", "lastUsedAt", "delegateUntil", "risk", "roles", "connector", "startDate", "endDate", "privileged", "protected", "type", "status"];

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
            return RawLine.Refused(number, Remark.Say($"The item is not an object. It was not imported."));

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
        {
            var name = Remark.Shown(property.Name);
            if (!known.Any(column => column.Name == property.Name))
                return RawLine.Refused(number, Remark.Say($"The property \"{name}\" is unknown. Known properties: {string.Join(", ", known.Select(column => column.Name))}. The item was not imported."));
            if ((TextOf(property.Value) ?? (Judged.Contains(property.Name) ? property.Value.GetRawText() : null)) is not { } text)
                return RawLine.Refused(number, Remark.Say($"{name} must be text, true, false or a list of texts. The item was not imported."));
            values[property.Name] = text.Trim();
        }

        var missing = known.Where(column => column.IsRequired && !values.ContainsKey(column.Name)).Select(column => column.Name).ToList();
        return missing.Count == 0
            ? new(number, values)
            : RawLine.Refused(number, Remark.Say($"These properties are missing: {string.Join(", ", missing)}. The item was not imported."));
    }

    // Null and an empty list mean no value, as an empty cell does.
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
