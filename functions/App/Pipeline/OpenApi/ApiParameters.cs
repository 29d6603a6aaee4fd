using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The parameters of an endpoint: of its path, its query and its headers.</summary>
internal sealed class ApiParameters(ApiSchemas schemas)
{
    /// <summary>What a path's parameter identifies, by the part of the path before it.</summary>
    private static readonly Dictionary<string, (Type Type, string Description)> Named = new(StringComparer.Ordinal)
    {
        ["tasks"] = (typeof(string), "The task's id or number."),
        ["users"] = (typeof(UserId), "The person's id, or `me` for the caller."),
        ["members"] = (typeof(UserId), "The person's id."),
        ["apps"] = (typeof(AppId), "The app's id."),
        ["entitlements"] = (typeof(EntitlementId), "The entitlement's id."),
        ["requests"] = (typeof(CaseId), "The request's id."),
        ["imports"] = (typeof(string), "The import's id."),
        ["campaign-templates"] = (typeof(string), "The template's name."),
        ["campaigns"] = (typeof(CampaignId), "The campaign's id."),
        ["index-rebuilds"] = (typeof(string), "The rebuild's id."),
        ["audit-checks"] = (typeof(string), "The check's id."),
        ["runs"] = (typeof(string), "The run's key."),
        ["waiting-work"] = (typeof(string), "The key of the waiting work."),
    };

    public IEnumerable<IOpenApiParameter> Of(HttpEndpoint endpoint) =>
    [
        .. endpoint.Parameters.Select(name => OfPath(endpoint, name)),
        .. endpoint.Queries.Select(OfQuery),
        .. OfPages(endpoint),
        .. OfHeaders(endpoint),
    ];

    private OpenApiParameter OfPath(HttpEndpoint endpoint, string name)
    {
        var segments = endpoint.Path.Split('/');
        var (type, description) = Named[segments[Array.IndexOf(segments, $"{{{name}}}") - 1]];
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = description,
            Schema = schemas.Of(type, Json.In),
        };
    }

    private OpenApiParameter OfQuery(ApiQueryAttribute query)
    {
        var schema = schemas.Of(query.Type, Json.In);
        if (schema is OpenApiSchema { Type: JsonSchemaType.String } text)
            text.MaxLength = Fields.MaxCharacters;
        if (query.Default is not null)
            schema = schemas.WithDefault(schema, query.Default);
        return new OpenApiParameter { Name = query.Name, In = ParameterLocation.Query, Description = query.Description, Schema = schema };
    }

    private static IEnumerable<OpenApiParameter> OfPages(HttpEndpoint endpoint) => endpoint.Api is not { IsPaged: true }
        ? []
        :
        [
            new()
            {
                Name = "cursor",
                In = ParameterLocation.Query,
                Description = "The `nextCursor` of the page before. It is valid for the same caller, path and filters.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Fields.MaxCharacters },
            },
            new()
            {
                Name = "limit",
                In = ParameterLocation.Query,
                Description = "The maximum number of items of a page.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Minimum = "1",
                    Maximum = $"{QueryParameters.MaxLimit}",
                    Default = JsonValue.Create(QueryParameters.UsualLimit),
                },
            },
        ];

    private static IEnumerable<OpenApiParameter> OfHeaders(HttpEndpoint endpoint)
    {
        if (endpoint.Rules.IsIdempotent)
        {
            var key = PlainSchemas.Text();
            (key.MinLength, key.MaxLength, key.Pattern) = (1, IdempotencyKey.Longest, "^[ -~]+$");
            yield return Header(
                IdempotencyKey.Header,
                "A text of your own that names this operation. For 24 hours, the same key gets the response of the first request.",
                key);
        }

        if (endpoint.Api is { ChecksVersion: true })
            yield return Header("If-Match", "The ETag of the version that you have seen. If it has changed since, the answer is 412.");
        if (endpoint.Api is { HasETag: true } && endpoint.Verbs.Contains("GET"))
            yield return Header("If-None-Match", "The ETag of the version that you have. If it is still the current one, the answer is 304.");
    }

    private static OpenApiParameter Header(string name, string description, OpenApiSchema? schema = null) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema ?? PlainSchemas.Text() };
}
