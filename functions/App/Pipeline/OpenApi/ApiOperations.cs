using System.Globalization;
using AccessReview.App.Http;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>Describes endpoints as operations, and adds the tags and schemas that they use to the document.</summary>
internal sealed class ApiOperations(OpenApiDocument document, IReadOnlyList<string> channels)
{
    private readonly ApiSchemas _schemas = new(document, channels);
    private readonly ApiProblems _problems = new(document);

    public OpenApiOperation Of(HttpEndpoint endpoint)
    {
        var api = endpoint.Api ?? throw new InvalidOperationException($"{endpoint.Name} must carry [Api].");
        return new OpenApiOperation
        {
            OperationId = endpoint.Name,
            Tags = new HashSet<OpenApiTagReference> { Tag(endpoint) },
            Summary = api.Summary,
            Description = Description(endpoint.Rules),
            Parameters = [.. new ApiParameters(_schemas).Of(endpoint)],
            RequestBody = new ApiBodies(_schemas).Of(endpoint, api),
            Security = ApiSecurity.Of(endpoint.Rules, document),
            Responses = Responses(endpoint, api),
        };
    }

    private static string Description(EndpointRules rules) => rules.IsIdempotent
        ? $"{ApiSecurity.Who(rules)} Without an Idempotency-Key, a repeated request is a new one."
        : ApiSecurity.Who(rules);

    private OpenApiTagReference Tag(HttpEndpoint endpoint)
    {
        var tag = ApiTags.Of(endpoint);
        document.Tags!.Add(tag); // Created with the document.
        return new OpenApiTagReference(tag.Name!, document); // Every tag has a name.
    }

    private OpenApiResponses Responses(HttpEndpoint endpoint, ApiAttribute api)
    {
        var responses = new OpenApiResponses { [Code(api.Status)] = Success(endpoint, api) };
        if (api.HasETag && endpoint.Verbs.Contains("GET"))
            responses[Code(304)] = new OpenApiResponse { Description = "The content still has the version in If-None-Match." };
        foreach (var (status, response) in _problems.Of(endpoint, _schemas))
            responses[Code(status)] = response;
        return responses;
    }

    private OpenApiResponse Success(HttpEndpoint endpoint, ApiAttribute api)
    {
        var response = new OpenApiResponse
        {
            Description = ApiProblems.PhraseOf(api.Status),
            Headers = ApiHeaders.OfSuccess(endpoint, document),
        };
        if (api.Answers is { } type)
        {
            var example = ApiExamples.Find(endpoint.Name, Code(api.Status));
            response.Content = new Dictionary<string, IOpenApiMediaType>
            {
                [api.Content] = new OpenApiMediaType { Schema = _schemas.Of(type, Json.Out), Example = example },
            };
            if (api.AlsoContent is { } other)
                response.Content[other] = new OpenApiMediaType { Schema = PlainSchemas.Text() };
        }

        return response;
    }

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);
}
