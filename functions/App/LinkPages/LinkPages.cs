using System.Diagnostics;
using AccessReview.App.Pages;
using AccessReview.Domain.Links;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.LinkPages;

/// <summary>The pages of links.</summary>
public static class LinkPages
{
    /// <summary>The page of a link. Showing it changes nothing.</summary>
    /// <param name="left">How many open tasks the holder has; shown after a decision.</param>
    public static IResult Show(OpenedLink opened, Decision? chosen, int left) => opened switch
    {
        OpenedLink.Task { Status: LinkStatus.Open } link => Confirm(LinkConfirmModel.Of(link, chosen), StatusCodes.Status200OK),
        OpenedLink.Task { Status: LinkStatus.Answered { Decision: var decision } } link => Page.Of<LinkDonePage>(new { Content = LinkDoneModel.Of(link, decision, left) }),
        OpenedLink.SignInFirst => End(opened, StatusCodes.Status200OK),
        _ => End(opened),
    };

    public static IResult Confirm(LinkConfirmModel content, int status) => Page.Of<LinkConfirmPage>(new { Content = content }, status);

    /// <summary>A page without a decision.</summary>
    public static IResult End(OpenedLink opened) => End(opened, opened switch
    {
        OpenedLink.Unknown => StatusCodes.Status404NotFound,
        OpenedLink.TooMany => StatusCodes.Status429TooManyRequests,
        OpenedLink.Foreign or OpenedLink.SignInFirst or OpenedLink.Task { Status: LinkStatus.OwnAccess } => StatusCodes.Status403Forbidden,
        OpenedLink.Task { Status: LinkStatus.Answered } => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status410Gone,
    });

    public static IResult End(OpenedLink opened, int status) => End(
        opened switch
        {
            OpenedLink.Unknown => LinkMessages.Unknown,
            OpenedLink.TooMany => LinkMessages.TooMany,
            OpenedLink.Foreign => LinkMessages.Foreign,
            OpenedLink.Dead dead => LinkMessages.Dead(dead.Claims, dead.IsRevoked),
            OpenedLink.SignInFirst first => LinkMessages.SignInFirst(first),
            OpenedLink.Task link => LinkMessages.Of(link),
            _ => throw new UnreachableException($"{opened.GetType().Name} has no page."),
        },
        status,
        (opened as OpenedLink.TooMany)?.Wait);

    /// <param name="wait">How long to wait before the next try; null: no wait.</param>
    public static IResult End(LinkEndModel content, int status, TimeSpan? wait = null) => Page.Of<LinkEndPage>(new { Content = content }, status, wait);
}
