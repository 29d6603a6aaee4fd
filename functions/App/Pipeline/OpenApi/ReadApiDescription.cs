using System.Text.Json.Nodes;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>Serves the OpenAPI document for programs and a page for people.</summary>
public sealed class ReadApiDescription(ApiDescription description)
{
    [Function(nameof(ReadApiDescription))]
    [Anybody]
    [Api("Returns this description as OpenAPI 3.1.", Answers = typeof(JsonObject))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request) =>
        ApiResult.Ok(description.Json);

    [Function("BrowseApiDescription")]
    [Anybody]
    [Api("Shows this description as a page.", Answers = typeof(string), Content = "text/html")]
    public IResult Browse([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/docs")] HttpRequest request) =>
        Page.Of<ApiPage>(new { Document = description.Json });
}
