using AccessReview.App.Http;
using AccessReview.App.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.SignIn;

/// <summary>Asks for a sign-in link by mail. The answer is the same whoever asks for whomever.</summary>
public sealed class AskForLink(Issuer issuer, SignInMails mails, RateLimits limits)
{
    private const int LongestAddress = 320;

    [Function(nameof(AskForLink))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request, CancellationToken cancellationToken)
    {
        // Where people sign in at an issuer, with its second factors and its leavers, a mailbox must not do as well.
        if (issuer.IsConfigured)
            throw Problems.NotFound();

        limits.CountSignIn(request.HttpContext);
        var form = await request.ReadFormAsync(cancellationToken);
        if (form["email"] is [{ Length: > 0 and <= LongestAddress } address])
            await mails.SendAsync(address.Trim(), Paths.Local(form["return"]) ?? Addresses.Home, cancellationToken);
        return Page.Of<LinkAskedPage>();
    }
}
