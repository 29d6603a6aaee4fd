using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.Pipeline;
using AccessReview.App.Pipeline.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class HttpEndpointSpecs
{
    private static readonly IReadOnlyList<HttpEndpoint> Everything = [.. HttpEndpoint.Find(typeof(HttpEndpoint).Assembly)];

    [Fact]
    public void Every_HTTP_function_states_who_may_call_it()
    {
        Assert.NotEmpty(Everything);
        Assert.All(Everything, endpoint => Assert.NotNull(endpoint.Rules));
    }

    [Fact]
    public void No_function_leaves_its_protection_to_a_key_of_the_host() => Assert.All(
        Everything,
        endpoint => Assert.Equal(
            AuthorizationLevel.Anonymous,
            endpoint.Method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes(typeof(HttpTriggerAttribute), false)).Cast<HttpTriggerAttribute>().Single().AuthLevel));

    [Fact]
    public void No_route_is_hidden_by_one_that_the_host_asks_first()
    {
        var asked = Everything.OrderBy(endpoint => endpoint.Name, StringComparer.OrdinalIgnoreCase).ToList();

        Assert.All(asked, endpoint => Assert.All(
            endpoint.Verbs.DefaultIfEmpty("GET"),
            verb => Assert.Equal(endpoint.Name, asked.First(first => (first.Verbs.Count == 0 || first.Verbs.Contains(verb)) && first.Matches(SampleOf(endpoint))).Name)));
        Assert.Equal(FallbackRoute.LastOfAll, asked[^1].Name);
    }

    [Fact]
    public void Every_API_route_is_described()
    {
        var document = JsonNode.Parse(new OpenApiDocument(Options.Create(new SiteOptions())).Document.ToJsonString())!;

        Assert.Equal("3.1.0", document["openapi"]!.GetValue<string>());
        foreach (var endpoint in HttpEndpoint.All.Where(endpoint => endpoint.IsApi))
        {
            foreach (var verb in endpoint.Verbs.Where(verb => verb != "HEAD"))
                Assert.Equal(endpoint.Name, document["paths"]![endpoint.Path]![verb.ToLowerInvariant()]!["operationId"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Every_reference_of_the_description_leads_somewhere()
    {
        var document = new OpenApiDocument(Options.Create(new SiteOptions())).Document;

        Assert.All(References(document), reference => Assert.NotNull(Follow(document, reference)));
    }

    private static string SampleOf(HttpEndpoint endpoint) =>
        endpoint.Parameters.Aggregate(endpoint.Path, (path, parameter) => path.Replace($"{{{parameter}}}", "sample", StringComparison.Ordinal));

    private static JsonNode? Follow(JsonNode document, string reference) => reference.Split('/')[1..].Aggregate((JsonNode?)document, (node, name) => node switch
    {
        JsonArray items => items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)],
        _ => node?[name],
    });

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
