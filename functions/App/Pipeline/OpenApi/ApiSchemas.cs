using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AccessReview.App.Http;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The schemas of types, from the serializer's metadata. Every record, enum and identifier is a component of the document.</summary>
/// <param name="document">The document.</param>
/// <param name="channels">The channels of notifications besides mail: a member each, where a type has them.</param>
internal sealed class ApiSchemas(OpenApiDocument document, IReadOnlyList<string> channels)
{
    private readonly Dictionary<string, Type> _named = new(StringComparer.Ordinal);
    private readonly DocComments _comments = new();

    /// <summary>Returns the type's schema, or a reference to it.</summary>
    /// <exception cref="InvalidOperationException">How the type is written is unknown, or two types have one name.</exception>
    public IOpenApiSchema Of(Type type, JsonSerializerOptions options)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (PlainSchemas.Find(value) is { } plain)
            return plain;
        if (PlainSchemas.FindNamed(value, _comments) is { } named)
            return Named(value, () => named);

        var info = options.GetTypeInfo(value);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new OpenApiSchema { Type = JsonSchemaType.Array, Items = ElementOf(info, options) },
            JsonTypeInfoKind.Dictionary => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = ElementOf(info, options) },
            JsonTypeInfoKind.Object => Named(value, () => new OpenApiSchema(), schema => Fill(schema, info, options)),
            _ => throw new InvalidOperationException($"The schema of {value} is unknown."),
        };
    }

    public IOpenApiSchema WithDefault(IOpenApiSchema schema, string value)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } name })
            return new OpenApiSchemaReference(name, document) { Default = JsonValue.Create(value) };
        ((OpenApiSchema)schema).Default = JsonValue.Create(value);
        return schema;
    }

    /// <summary>Adds a component that no type of the app describes.</summary>
    public IOpenApiSchema Add(string name, OpenApiSchema schema)
    {
        document.AddComponent<IOpenApiSchema>(name, schema);
        return new OpenApiSchemaReference(name, document);
    }

    // The component is added before it is filled, because a type can contain itself.
    private OpenApiSchemaReference Named(Type type, Func<OpenApiSchema> make, Action<OpenApiSchema>? fill = null)
    {
        var name = NameOf(type);
        if (_named.TryAdd(name, type))
        {
            var schema = make();
            document.AddComponent<IOpenApiSchema>(name, schema);
            fill?.Invoke(schema);
        }

        return _named[name] == type
            ? new OpenApiSchemaReference(name, document)
            : throw new InvalidOperationException($"{type} and {_named[name]} have the same name.");
    }

    private void Fill(OpenApiSchema schema, JsonTypeInfo info, JsonSerializerOptions options)
    {
        schema.Description = _comments.Of(info.Type);
        if (info.PolymorphismOptions is { } kinds)
            FillKinds(schema, kinds, options);
        else
            FillMembers(schema, info, options);
    }

    private void FillKinds(OpenApiSchema schema, JsonPolymorphismOptions kinds, JsonSerializerOptions options)
    {
        var (member, mapping) = (kinds.TypeDiscriminatorPropertyName, new Dictionary<string, OpenApiSchemaReference>());
        schema.OneOf = [];
        schema.Discriminator = new OpenApiDiscriminator { PropertyName = member, Mapping = mapping };
        foreach (var kind in kinds.DerivedTypes)
        {
            var name = (string)kind.TypeDiscriminator!; // Every kind is named by a text.
            var reference = Named(kind.DerivedType, () => new OpenApiSchema(), one =>
            {
                one.Description = _comments.Of(kind.DerivedType);
                FillMembers(one, options.GetTypeInfo(kind.DerivedType), options);
                // Filled just now.
                one.Properties![member] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(name)] };
                one.Required!.Add(member);
            });
            schema.OneOf.Add(reference);
            mapping[name] = reference;
        }
    }

    private void FillMembers(OpenApiSchema schema, JsonTypeInfo info, JsonSerializerOptions options)
    {
        var isInput = options == Json.In;
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new HashSet<string>();
        schema.AdditionalPropertiesAllowed = !isInput;
        foreach (var member in info.Properties.Select(property => new ApiMember(property, isInput)).Where(member => member.IsWritten))
        {
            if (member.IsChannels)
            {
                foreach (var channel in channels)
                    schema.Properties[channel] = Describe(OfChannel(isInput), member);
                continue;
            }

            schema.Properties[member.Name] = Describe(Of(member.Type, options), member);
            if (member.IsRequired)
                schema.Required.Add(member.Name);
        }
    }

    private IOpenApiSchema Describe(IOpenApiSchema schema, ApiMember member)
    {
        var described = member.MayBeNull ? OrNull(schema) : schema;
        if (described is OpenApiSchema own)
            member.Limit(own);
        if (member.Property is { } property && _comments.Of(property) is { } comment)
            described.Description = comment;
        return described;
    }

    private static OpenApiSchema OfChannel(bool isInput) => new() { Type = isInput ? JsonSchemaType.Boolean | JsonSchemaType.Null : JsonSchemaType.Boolean };

    private static OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return new OpenApiSchema { OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        own.Type |= JsonSchemaType.Null;
        return own;
    }

    private IOpenApiSchema ElementOf(JsonTypeInfo info, JsonSerializerOptions options) =>
        Of(info.ElementType ?? throw new InvalidOperationException($"{info.Type} has no type of elements."), options);

    private static string NameOf(Type type)
    {
        if (type.IsGenericType)
            return $"{type.Name.Split('`')[0]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}";
        return type is { IsNested: true, DeclaringType: { } outer } ? NameOf(outer) + type.Name : type.Name;
    }
}
