using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.Imports;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The bodies of requests: JSON of a type, or the files of an import.</summary>
internal sealed class ApiBodies(ApiSchemas schemas)
{
    private const string JsonType = "application/json";

    /// <returns>Null: the endpoint reads no body.</returns>
    public IOpenApiRequestBody? Of(HttpEndpoint endpoint, ApiAttribute api)
    {
        var example = ApiExamples.Find(endpoint.Name, "request");
        if (endpoint.Name == nameof(ReceiveImport))
            return Body((JsonType, Import(), example), ("multipart/form-data", Files(), null));
        return api.Takes is { } type ? Body((JsonType, schemas.Of(type, Json.In), example)) : null;
    }

    private static OpenApiRequestBody Body(params IEnumerable<(string Type, IOpenApiSchema Schema, JsonNode? Example)> contents) => new()
    {
        Required = true,
        Content = contents.ToDictionary(
            content => content.Type,
            content => (IOpenApiMediaType)new OpenApiMediaType { Schema = content.Schema, Example = content.Example }),
    };

    private IOpenApiSchema Import() => schemas.Add("DirectoryImport", new OpenApiSchema
    {
        Type = JsonSchemaType.Object,
        Description = "The lines of each file as objects. A member that is left out, or is an empty array, changes nothing.",
        Properties = Enum.GetValues<ImportedFile>().ToDictionary(
            EnumNameOf,
            file => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.Array, Items = Line(file) }),
        AdditionalPropertiesAllowed = false,
    });

    private IOpenApiSchema Line(ImportedFile file) => schemas.Add($"Imported{file}Line", new OpenApiSchema
    {
        Type = JsonSchemaType.Object,
        Properties = ImportedColumns.Of(file).ToDictionary(column => column.Name, _ => (IOpenApiSchema)Cell()),
        Required = ImportedColumns.Of(file).Where(column => column.IsRequired).Select(column => column.Name).ToHashSet(),
        AdditionalPropertiesAllowed = false,
    });

    /// <summary>Texts, true or false, and lists of texts; null means no value.</summary>
    private static OpenApiSchema Cell() => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Boolean | JsonSchemaType.Array | JsonSchemaType.Null,
        Items = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiSchema Files() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "CSV files (RFC 4180) with a line of column names.",
        Properties = Enum.GetValues<ImportedFile>().ToDictionary(
            EnumNameOf,
            file => (IOpenApiSchema)new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "binary",
                Description = $"Columns: {string.Join(", ", ImportedColumns.Of(file).Select(NameOf))}.",
            }),
        AdditionalPropertiesAllowed = false,
    };

    private static string NameOf(ImportedColumn column) => column.IsRequired ? $"{column.Name} (required)" : column.Name;

    private static string EnumNameOf(ImportedFile file) => EnumNames.Of(file);
}
