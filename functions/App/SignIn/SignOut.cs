using AccessReview.App.Http;
using AccessReview.App.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.SignIn;

/// <summary>Ends the session on the server and in the browser.</summary>
public sealed class SignOut(SessionCookie sessions)
{
    [Function(nameof(SignOut))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-out")] HttpRequest request, CancellationToken cancellationToken)
    {
        await sessions.SignOutAsync(request.HttpContext, cancellationToken);
        return new SeeOther("/signed-out");
    }

    [Function("SignedOut")]
    [Anybody]
    public IResult Done([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "signed-out")] HttpRequest request) => Page.Of<SignedOutPage>();
}
