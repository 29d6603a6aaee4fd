using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The schemas of request and response bodies, one for each type, exported from the serializer's metadata.</summary>
internal sealed class OpenApiSchemas
{
    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, schema) => Describe(context.TypeInfo.Type, schema) };

    public JsonObject All { get; } = [];

    /// <summary>Returns a reference to the type's schema.</summary>
    public JsonObject Of(Type type, JsonSerializerOptions options)
    {
        var address = $"#/components/schemas/{NameOf(type)}";
        if (!All.ContainsKey(NameOf(type)))
        {
            var schema = options.GetJsonSchemaAsNode(type, Exporting);
            Rebase(schema, address);
            All[NameOf(type)] = schema;
        }

        return new JsonObject { ["$ref"] = address };
    }

    // The exporter's references start at the schema's root, but in the document the schema is nested.
    private static void Rebase(JsonNode? node, string address)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Rebase(item, address);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (name == "$ref" && value?.GetValue<string>() is ['#', .. var rest])
                    members[name] = address + rest;
                else
                    Rebase(value, address);
            }
        }
    }

    /// <summary>Describes types that our own converters write, which the exporter does not know.</summary>
    private static JsonNode Describe(Type type, JsonNode schema)
    {
        var (value, isNullable) = Nullable.GetUnderlyingType(type) is { } underlying ? (underlying, true) : (type, false);
        if (IsIdentifier(value))
            return new JsonObject { ["type"] = "string" };
        if (value == typeof(DayOrTime))
            return new JsonObject { ["type"] = new JsonArray("string", "null"), ["anyOf"] = new JsonArray(new JsonObject { ["format"] = "date" }, new JsonObject { ["format"] = "date-time" }) };
        if (!value.IsEnum || value.IsDefined(typeof(FlagsAttribute), false))
            return schema;

        var names = Enum.GetValues(value).Cast<Enum>().Select(one => (JsonNode?)EnumNames.Of(one));
        return new JsonObject
        {
            ["type"] = isNullable ? new JsonArray("string", "null") : "string",
            ["enum"] = new JsonArray([.. isNullable ? names.Append(null) : names]),
        };
    }

    private static bool IsIdentifier(Type type) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}" : type.Name;
}
