using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The schemas of values without members.</summary>
internal static class PlainSchemas
{
    public static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    public static OpenApiSchema Whole(string? description = null, string format = "int32") =>
        new() { Type = JsonSchemaType.Integer, Format = format, Description = description };

    /// <returns>Null: the type is not one of the basic ones.</returns>
    public static OpenApiSchema? Find(Type type)
    {
        if (type == typeof(string))
            return Text();
        if (type == typeof(bool))
            return new() { Type = JsonSchemaType.Boolean };
        if (type == typeof(int))
            return Whole();
        if (type == typeof(long))
            return Whole(format: "int64");
        if (type == typeof(double))
            return new() { Type = JsonSchemaType.Number, Format = "double" };
        if (type == typeof(byte[]))
            return new() { Type = JsonSchemaType.String, Format = "binary" };
        if (type == typeof(DateTimeOffset))
            return new() { Type = JsonSchemaType.String, Format = "date-time" };
        if (type == typeof(DateOnly))
            return new() { Type = JsonSchemaType.String, Format = "date" };
        if (type == typeof(TimeSpan))
            return new() { Type = JsonSchemaType.String, Pattern = @"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d+)?$" };
        return type == typeof(JsonObject) ? new() { Type = JsonSchemaType.Object } : null;
    }

    /// <returns>Null: the type is neither an enum nor an identifier, nor one with a converter of its own.</returns>
    public static OpenApiSchema? FindNamed(Type type, DocComments comments)
    {
        if (type.IsEnum)
            return OfEnum(type, comments);
        if (type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IIdentifier<>)))
            return new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Fields.MaxCharacters, Description = comments.Of(type) };
        return type == typeof(DayOrTime) ? OfDayOrTime(comments) : null;
    }

    private static OpenApiSchema OfEnum(Type type, DocComments comments)
    {
        var values = Enum.GetValues(type).Cast<Enum>().ToList();
        var explained = from value in values let comment = comments.Of(value) where comment is not null select $"- `{EnumNames.Of(value)}`: {comment}";
        var description = string.Join('\n', [.. comments.Of(type) is { } summary ? [summary] : Array.Empty<string>(), .. explained]);
        var schema = Text(description.Length > 0 ? description : null);
        if (type.IsDefined(typeof(FlagsAttribute), false))
            schema.Description = $"Names, separated by a comma and a blank: {string.Join(", ", values.Select(EnumNames.Of))}.";
        else
            schema.Enum = [.. values.Select(value => (JsonNode)JsonValue.Create(EnumNames.Of(value)))];
        return schema;
    }

    private static OpenApiSchema OfDayOrTime(DocComments comments) => new()
    {
        Type = JsonSchemaType.String,
        Description = comments.Of(typeof(DayOrTime)),
        AnyOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        ],
    };
}
