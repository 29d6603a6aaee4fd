using AccessReview.App.Http;
using AccessReview.App.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.SignIn;

/// <summary>A sign-in link from a mail. Opening it changes nothing; the button on its page signs in.</summary>
public sealed class UseLink(MailedLinks links, SessionCookie sessions, RateLimits limits)
{
    [Function("ShowSignInLink")]
    [Anybody]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sign-in/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        await links.FindAsync(token, cancellationToken) is null ? Dead(request) : Page.Of<UseLinkPage>(new { Token = token });

    [Function("UseSignInLink")]
    [Anybody]
    public async Task<IResult> UseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (await links.UseAsync(token, cancellationToken) is not { } link)
            return Dead(request);

        await sessions.SignInAsync(request.HttpContext, link.User, true, cancellationToken);
        return new SeeOther(link.ReturnTo);
    }

    private Page Dead(HttpRequest request)
    {
        limits.CountGuess(request.HttpContext);
        return Page.Of<DeadLinkPage>(status: StatusCodes.Status410Gone);
    }
}
