using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Slack;
using Json.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Tests.Drivers;

/// <summary>
/// What the API's description promises, to compare responses with it. It is stricter than the description: a member that is not
/// described is a difference, although clients must accept new ones.
/// </summary>
internal static class ApiContract
{
    private const string Root = "https://access.example/openapi";

    /// <summary>The description by the app without settings.</summary>
    public static JsonObject Description { get; } = new ApiDescription(Options.Create(new SiteOptions()), [SlackDescription.Of(new SlackOptions())]).Json;

    // The registry knows it by its address, to which all references of its schemas lead.
    private static readonly JsonSchema All = JsonSchema.FromText(AsSchema(new JsonObject
    {
        ["$id"] = Root,
        ["$defs"] = Description["components"]!["schemas"]!.DeepClone(), // Every description has some.
    }));

    private static readonly EvaluationOptions ListAll = new() { OutputFormat = OutputFormat.List };

    /// <returns>The responses of the operation by status; null: this is no operation of the API.</returns>
    public static JsonObject? ResponsesOf(HttpMethod method, Uri address)
    {
        // The web server refuses it before any function is called.
        if (address.AbsolutePath.Contains("%00", StringComparison.Ordinal))
            return null;
        var path = PathString.FromUriComponent(address.AbsolutePath);
        return HttpEndpoint.All.Where(endpoint => endpoint.IsApi && endpoint.Verbs.Contains(method.Method) && endpoint.Matches(path))
            .OrderBy(endpoint => endpoint.Name, StringComparer.OrdinalIgnoreCase)
            .Select(endpoint => Description["paths"]![endpoint.Path]![method.Method.ToLowerInvariant()]!["responses"]!.AsObject())
            .FirstOrDefault();
    }

    /// <returns>What differs; empty: the response is as described.</returns>
    public static IEnumerable<string> DifferencesOf(HttpResponseMessage response, string body, JsonObject responses)
    {
        if (responses[((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)] is not JsonObject described)
            return ["The status is not described."];
        return [.. HeadersMissing(response, described), .. BodyDifferences(response, body, described)];
    }

    private static IEnumerable<string> HeadersMissing(HttpResponseMessage response, JsonObject described) =>
        from header in described["headers"]?.AsObject() ?? []
        where header.Key != ReplayedAnswer.Header && !response.Headers.NonValidated.Contains(header.Key) && !response.Content.Headers.NonValidated.Contains(header.Key)
        select $"The header {header.Key} is missing.";

    private static IEnumerable<string> BodyDifferences(HttpResponseMessage response, string body, JsonObject described)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (described["content"] is not JsonObject contents)
            return body.Length == 0 ? [] : ["A body is not described."];
        if (type is null || contents[type] is not JsonObject content)
            return [$"The media type {type} is not described."];
        if (!type.EndsWith("json", StringComparison.Ordinal))
            return [];

        var value = JsonDocument.Parse(body).RootElement;
        return [.. SchemaDifferences(content["schema"]!.AsObject(), value), .. CodeDifferences(described, value)]; // Every content has a schema.
    }

    private static IEnumerable<string> CodeDifferences(JsonObject described, JsonElement value) =>
        described[ApiProblems.CodesExtension] is JsonArray codes
        && value.TryGetProperty("code", out var code)
        && codes.All(known => known!.GetValue<string>() != code.GetString()) // Codes are texts.
            ? [$"The code {code.GetString()} is not described."]
            : [];

    private static IEnumerable<string> SchemaDifferences(JsonObject schema, JsonElement value)
    {
        _ = All;
        var result = JsonSchema.FromText(AsSchema(schema.DeepClone())).Evaluate(value, ListAll);
        return result.IsValid
            ? []
            : from part in result.Details ?? [] from error in part.Errors ?? [] select $"{part.InstanceLocation}: {error.Value}";
    }

    private static string AsSchema(JsonNode schema)
    {
        Adapt(schema);
        return schema.ToJsonString();
    }

    /// <summary>References lead to the registered schema, and objects have no members that are not described.</summary>
    private static void Adapt(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Adapt(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var (_, value) in members.ToList())
                Adapt(value);
            if (members["$ref"] is JsonValue reference)
                members["$ref"] = reference.GetValue<string>().Replace("#/components/schemas/", $"{Root}#/$defs/", StringComparison.Ordinal);
            // A word of OpenAPI, not of JSON Schema.
            if (members["discriminator"] is JsonObject { } discriminator && discriminator.ContainsKey("propertyName"))
                members.Remove("discriminator");
            if (members["properties"] is JsonObject && members["type"] is JsonValue)
                members["additionalProperties"] ??= false;
        }
    }
}
