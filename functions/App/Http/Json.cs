using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AccessReview.App.Store;

namespace AccessReview.App.Http;

/// <summary>The strict reading of what comes from outside, and the form of what goes out.</summary>
public static class Json
{
    public const int Deepest = 16;

    public static JsonSerializerOptions Out => RowJson.Options;

    /// <summary>What is sent must be what is meant: no unknown and no doubled property, no other case, nothing missing.</summary>
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

    /// <summary>What may be null may be left out; all else that a record is made of must be sent.</summary>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } parameter && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
                property.IsRequired = true;
        }
    }
}
