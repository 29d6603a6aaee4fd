using System.Globalization;
using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.SignIn;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The OpenAPI 3.1 document. It is created from the functions themselves, so that it is always up to date.</summary>
public sealed class ApiDescription(IOptions<SiteOptions> site, IEnumerable<ChannelDescription> channels)
{
    /// <summary>The version of the API: it grows when a change can break a client. The product's version is in the health report.</summary>
    private const string Version = "1";

    private const string About = """
        The HTTP API of Access Review, for programs that work for a person.

        - Send `Authorization: Bearer …` with an access token of the configured issuer. A browser session works too.
        - Every error is a problem (RFC 9457) with a stable `code`. Each response lists the codes that it can have.
        - A POST with an `Idempotency-Key` can be repeated: for 24 hours, the same key gets the response of the first request.
        - A list returns `items` and `nextCursor`. Send `nextCursor` as `cursor` to get the next page. It is null on the last page.
        - A member whose value is null is left out of responses, except `nextCursor`.
        - New members, enum values and codes can be added at any time. A change that can break a client gets a new version in the path.
        """;

    private readonly Lazy<JsonObject> _json = new(() => ToJson(Describe(site, [.. channels.Select(channel => channel.Key.Value)])));

    public JsonObject Json => _json.Value;

    private static OpenApiDocument Describe(IOptions<SiteOptions> site, IReadOnlyList<string> channels)
    {
        var document = new OpenApiDocument
        {
            Info = new OpenApiInfo
            {
                Title = site.Value.Name,
                Version = Version,
                Description = About,
                License = new OpenApiLicense { Name = "Apache License 2.0", Identifier = "Apache-2.0" },
            },
            Servers = [new OpenApiServer { Url = site.Value.BaseUrl.GetLeftPart(UriPartial.Authority), Description = "This site." }],
            Paths = [],
            Components = new OpenApiComponents(),
            Tags = new HashSet<OpenApiTag>(),
        };
        ApiSecurity.AddTo(document, new Cookies(site).NameOf(SessionCookie.Name));
        ApiHeaders.AddTo(document);
        var operations = new ApiOperations(document, channels);
        var endpoints = HttpEndpoint.All.Where(endpoint => endpoint.IsApi);
        foreach (var path in endpoints.GroupBy(endpoint => endpoint.Path).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            var item = new OpenApiPathItem();
            foreach (var endpoint in path)
            {
                foreach (var verb in endpoint.Verbs.Where(verb => verb != "HEAD"))
                    item.AddOperation(new HttpMethod(verb), operations.Of(endpoint));
            }

            document.Paths[path.Key] = item;
        }

        return document;
    }

    private static JsonObject ToJson(OpenApiDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return JsonNode.Parse(text.ToString())!.AsObject(); // Written just now.
    }
}
