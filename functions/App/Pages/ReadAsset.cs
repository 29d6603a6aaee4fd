using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Pages;

/// <summary>Serves the pages' style sheet and scripts; the pages load nothing from other sites.</summary>
public sealed class ReadAsset
{
    [Function(nameof(ReadAsset))]
    [Anybody]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{name}")] HttpRequest request, string name)
    {
        var asset = Asset.Find(name) ?? throw Problems.NotFound();
        request.HttpContext.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.Type);
    }
}
