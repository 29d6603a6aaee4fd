using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AccessReview.App.Store;

namespace AccessReview.App.Http;

/// <summary>The JSON options: strict for input, and one format for output.</summary>
public static class Json
{
    public const int Deepest = 16;

    public static JsonSerializerOptions Out => RowJson.Options;

    /// <summary>Strict input: unknown, repeated or missing properties and other casing are errors.</summary>
    public static JsonSerializerOptions In { get; } = Strict();

    private static JsonSerializerOptions Strict()
    {
        var options = new JsonSerializerOptions(RowJson.Options)
        {
            AllowDuplicateProperties = false,
            MaxDepth = Deepest,
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = RowJson.Options.TypeInfoResolver?.WithAddedModifier(Require),
        };
        options.Converters.Insert(0, new EnumNameConverter());
        options.Converters.Insert(0, new GivenId.ConverterFactory());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Nullable properties are optional; all other properties of a record are required.</summary>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } parameter && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
                property.IsRequired = true;
        }
    }
}
