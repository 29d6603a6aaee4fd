using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Tasks;
using AccessReview.Domain.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.LinkPages;

/// <summary>Shows the task of a link in a mail. Mail scanners follow links and run scripts, so nothing is written here.</summary>
public sealed class OpenLink(LinkOpening opening, TaskLists lists)
{
    [Function(nameof(OpenLink))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "r/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var opened = await opening.OpenAsync(request.HttpContext, token, cancellationToken);
        using var speaking = request.HttpContext.SpeakTo(opened.Holder);
        var chosen = DecisionNames.ReadPreselected(request.Query);
        if (opened is not OpenedLink.SignInFirst first)
            return LinkPages.Show(opened, chosen, await LeftAsync(opened, cancellationToken));
        first = first with { Chosen = chosen };
        // Signed-in users go to the task's page, so that the token does not stay in their address bar.
        return request.HttpContext.TryGetCaller() is not null ? new SeeOther(first.Path) : LinkPages.Show(first, chosen, 0);
    }

    private async Task<int> LeftAsync(OpenedLink opened, CancellationToken cancellationToken) =>
        opened is OpenedLink.Task { Status: LinkStatus.Answered } link ? (await lists.CountsAsync(link.Claims.Person, cancellationToken)).Values.Sum() : 0;
}
