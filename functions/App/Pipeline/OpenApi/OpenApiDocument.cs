using System.Globalization;
using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>Creates the OpenAPI 3.1 document from the functions themselves, so that it is always up to date.</summary>
public sealed class OpenApiDocument(IOptions<SiteOptions> site)
{
    private readonly Lazy<JsonObject> _document = new(() => Describe(site.Value));

    public JsonObject Document => _document.Value;

    private static JsonObject Describe(SiteOptions site)
    {
        var schemas = new OpenApiSchemas();
        var paths = new JsonObject();
        foreach (var path in HttpEndpoint.All.Where(endpoint => endpoint.IsApi).GroupBy(endpoint => endpoint.Path).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            var item = new JsonObject();
            foreach (var endpoint in path)
            {
                foreach (var verb in endpoint.Verbs.Where(verb => verb != "HEAD"))
                    item[verb.ToLowerInvariant()] = Operation(endpoint, schemas);
            }

            paths[path.Key] = item;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = site.Name, ["version"] = "1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = site.BaseUrl.GetLeftPart(UriPartial.Authority) }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["responses"] = new JsonObject { ["Problem"] = Problem() },
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
            },
        };
    }

    private static JsonObject Operation(HttpEndpoint endpoint, OpenApiSchemas schemas)
    {
        var (api, rules) = (endpoint.Api, endpoint.Rules);
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Name,
            ["tags"] = new JsonArray(endpoint.Method.DeclaringType?.Namespace?.Split('.')[^1]),
            ["summary"] = api?.Summary ?? Words(endpoint.Name),
            ["description"] = Who(rules),
            ["parameters"] = new JsonArray([.. Parameters(endpoint, rules)]),
            ["security"] = rules.Required is null ? [] : new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["responses"] = new JsonObject
            {
                [(api?.Status ?? 200).ToString(CultureInfo.InvariantCulture)] = Answer(api, schemas),
                ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" },
            },
        };
        if (api?.Takes is { } takes)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json("application/json", schemas.Of(takes, Http.Json.In)) };
        return operation;
    }

    private static string Who(EndpointRules rules) => rules.Required switch
    {
        null => "No sign-in required.",
        OrganizationAction action => $"Requires sign-in and permission to: {Words(action.ToString()).ToLowerInvariant()}.",
    };

    private static IEnumerable<JsonNode> Parameters(HttpEndpoint endpoint, EndpointRules rules)
    {
        foreach (var name in endpoint.Parameters)
            yield return Parameter(name, "path", true);
        foreach (var name in endpoint.Api?.Query ?? [])
            yield return Parameter(name, "query", false);
        if (rules.IsIdempotent)
            yield return Parameter(IdempotencyKey.Header, "header", false);
    }

    private static JsonObject Parameter(string name, string place, bool isRequired) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Answer(ApiAttribute? api, OpenApiSchemas schemas)
    {
        var answer = new JsonObject { ["description"] = "Done." };
        if (api?.Answers is { } type)
            answer["content"] = Json("application/json", schemas.Of(type, Http.Json.Out));
        return answer;
    }

    private static JsonObject Problem() => new()
    {
        ["description"] = "A problem with a stable code (RFC 9457).",
        ["content"] = Json("application/problem+json", new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("title", "status", "code"),
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["type"] = "string" },
                ["title"] = new JsonObject { ["type"] = "string" },
                ["status"] = new JsonObject { ["type"] = "integer" },
                ["detail"] = new JsonObject { ["type"] = "string" },
                ["code"] = new JsonObject { ["type"] = "string" },
                ["requestId"] = new JsonObject { ["type"] = "string" },
            },
        }),
    };

    private static JsonObject Json(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static string Words(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
