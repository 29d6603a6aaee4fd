using System.Text.Json.Nodes;
using AccessReview.App.Pipeline;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Tests.Drivers;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class HttpEndpointSpecs
{
    private static readonly IReadOnlyList<HttpEndpoint> Everything = [.. HttpEndpoint.Find(typeof(HttpEndpoint).Assembly)];

    [Fact]
    public void Every_HTTP_function_declares_who_may_call_it()
    {
        Assert.NotEmpty(Everything);
        Assert.All(Everything, endpoint => Assert.NotNull(endpoint.Rules));
    }

    [Fact]
    public void No_function_relies_on_a_host_key_for_protection() => Assert.All(
        Everything,
        endpoint => Assert.Equal(
            AuthorizationLevel.Anonymous,
            endpoint.Method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes(typeof(HttpTriggerAttribute), false)).Cast<HttpTriggerAttribute>().Single().AuthLevel));

    [Fact]
    public void No_route_is_hidden_by_a_route_that_the_host_matches_first()
    {
        var ordered = Everything.OrderBy(endpoint => endpoint.Name, StringComparer.OrdinalIgnoreCase).ToList();

        Assert.All(ordered, endpoint => Assert.All(
            endpoint.Verbs.DefaultIfEmpty("GET"),
            verb => Assert.Equal(endpoint.Name, ordered.First(first => (first.Verbs.Count == 0 || first.Verbs.Contains(verb)) && first.Matches(SampleOf(endpoint))).Name)));
        Assert.Equal(FallbackRoute.LastOfAll, ordered[^1].Name);
    }

    [Fact]
    public void The_API_description_contains_every_API_route()
    {
        var document = JsonNode.Parse(ApiContract.Description.ToJsonString())!;

        Assert.Equal("3.1.2", document["openapi"]!.GetValue<string>());
        foreach (var endpoint in HttpEndpoint.All.Where(endpoint => endpoint.IsApi))
        {
            foreach (var verb in endpoint.Verbs.Where(verb => verb != "HEAD"))
                Assert.Equal(endpoint.Name, document["paths"]![endpoint.Path]![verb.ToLowerInvariant()]!["operationId"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Every_reference_in_the_API_description_resolves()
    {
        var document = ApiContract.Description;

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
