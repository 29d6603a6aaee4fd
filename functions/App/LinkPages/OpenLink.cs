using AccessReview.App.Http;
using AccessReview.App.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.LinkPages;

/// <summary>Shows what a link from a mail is about. Scanners follow links, run scripts and come back: nothing here writes anything.</summary>
public sealed class OpenLink(LinkOpening opening)
{
    [Function(nameof(OpenLink))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "r/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var opened = await opening.OpenAsync(request.HttpContext, token, cancellationToken);
        using var speaking = request.HttpContext.SpeakTo(opened.Holder);
        // Whoever has signed in needs no token in their address bar.
        return opened is OpenedLink.SignInFirst first && request.HttpContext.TryGetCaller() is not null
            ? new SeeOther($"/tasks/{first.Claims.Task}")
            : LinkPages.Show(opened, DecisionNames.Read(request.Query["d"] is [{ } named] ? named : null));
    }
}
