using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AccessReview.App.Http;
using AccessReview.App.Pipeline.OpenApi;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;
using Xunit;
using AppJson = AccessReview.App.Http.Json;

namespace AccessReview.App.Tests.Http;

/// <summary>Calls every endpoint with unexpected path parts, queries and bodies.</summary>
public sealed class UnexpectedRequestSpecs
{
    /// <summary>All query names that any page or endpoint reads.</summary>
    private static readonly string[] Names =
    [
        "access", "activeOnly", "app", "count", "cursor", "d", "done", "for", "group", "key", "kind", "limit", "link", "order", "part", "people", "person",
        "q", "return", "risk", "search", "select", "show", "state", "task", "watch",
    ];

    /// <summary>At each endpoint, one of this many names is tried with a value.</summary>
    private static readonly int Sample = Size.Of(19, 7);

    [Fact]
    public async Task An_arbitrary_path_or_query_causes_no_server_error()
    {
        await using var app = await StartAsync();
        List<string> faults = [];
        foreach (var endpoint in HttpEndpoint.All.Where(endpoint => endpoint.Verbs.Contains("GET") || endpoint.Verbs.Contains("DELETE")))
        {
            var verb = endpoint.Verbs.Contains("GET") ? HttpMethod.Get : HttpMethod.Delete;
            foreach (var (at, value) in UnexpectedValues.All.Index())
            {
                if (endpoint.Parameters.Any())
                    await SendAsync(app, faults, verb, PathOf(endpoint, value.Length == 0 ? "x" : value));
                // Each name is combined with each value at some endpoint; all combinations everywhere would take minutes.
                foreach (var name in Names.Where((_, other) => (at + other + endpoint.Name.Length) % Sample == 0))
                    await SendAsync(app, faults, verb, $"{PathOf(endpoint, "1")}?{name}={Uri.EscapeDataString(value)}");
            }

            await SendAsync(app, faults, verb, $"{PathOf(endpoint, "1")}?{string.Join('&', Names.Select(name => $"{name}=1&{name}=2"))}");
        }

        Assert.Equal([], faults);
    }

    [Fact]
    public async Task An_arbitrary_body_causes_no_server_error()
    {
        await using var app = await StartAsync();
        var number = await app.OpenAsync("bob", SmallOrganization.Root);
        List<string> faults = [];
        foreach (var endpoint in HttpEndpoint.All.Where(endpoint => endpoint.Api?.Takes is not null))
        {
            foreach (var body in Bodies(endpoint.Api!.Takes!)) // Only endpoints with a body are here.
                await SendAsync(app, faults, new HttpMethod(endpoint.Verbs[0]), PathOf(endpoint, $"{number}"), body);
        }

        Assert.Equal([], faults);
    }

    private static async Task<TheApp> StartAsync() => await TheApp.StartWithAsync(SmallOrganization.Import);

    private static async Task SendAsync(TheApp app, List<string> faults, HttpMethod verb, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(verb, path);
        if (verb != HttpMethod.Get && verb != HttpMethod.Delete)
            request.Content = JsonContent.Create(body);
        using var answer = await app.As(SmallOrganization.Admin).Http.SendAsync(request);
        if ((int)answer.StatusCode >= 500 && answer.Headers.RetryAfter is null)
            faults.Add($"{(int)answer.StatusCode} {verb} {path} {body?.ToJsonString()}");
    }

    private static string PathOf(HttpEndpoint endpoint, string value) =>
        endpoint.Parameters.Aggregate(endpoint.Path, (path, name) => path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal));

    /// <summary>Bodies with all required properties except one.</summary>
    private static IEnumerable<JsonNode?> Bodies(Type type)
    {
        yield return null;
        yield return new JsonArray();
        yield return new JsonObject();
        yield return JsonValue.Create("x");
        var properties = AppJson.In.GetTypeInfo(type).Properties;
        foreach (var strange in properties)
        {
            foreach (var value in Values())
            {
                var body = new JsonObject();
                foreach (var property in properties.Where(property => property.IsRequired && property != strange))
                    body[property.Name] = Usual(property);
                body[strange.Name] = value;
                yield return body;
            }
        }
    }

    private static IEnumerable<JsonNode?> Values() =>
        [null, true, 1, -1, 1.5, long.MaxValue, new JsonArray(), new JsonArray((JsonNode?)null), new JsonArray(1, "x"), new JsonObject(), new JsonObject { ["x"] = 1 }, .. UnexpectedValues.All.Select(value => (JsonNode?)value)];

    private static JsonNode? Usual(JsonPropertyInfo property) =>
        property.PropertyType == typeof(int) ? 0
        : property.PropertyType.IsEnum ? EnumNames.Of((Enum)Enum.GetValues(property.PropertyType).GetValue(0)!) // Every enum has a value.
        : property.PropertyType == typeof(string) || property.PropertyType.IsValueType ? "x"
        : new JsonArray();
}
