using AccessReview.App.Http;
using AccessReview.App.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.LinkPages;

/// <summary>Shows the task of a link in a mail. Mail scanners follow links and run scripts, so nothing is written here.</summary>
public sealed class OpenLink(LinkOpening opening)
{
    [Function(nameof(OpenLink))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "r/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var opened = await opening.OpenAsync(request.HttpContext, token, cancellationToken);
        using var speaking = request.HttpContext.SpeakTo(opened.Holder);
        // Signed-in users go to the task's page, so that the token does not stay in their address bar.
        return opened is OpenedLink.SignInFirst first && request.HttpContext.TryGetCaller() is not null
            ? new SeeOther($"/tasks/{first.Claims.Task}")
            : LinkPages.Show(opened, DecisionNames.Read(request.Query["d"] is [{ } named] ? named : null));
    }
}
