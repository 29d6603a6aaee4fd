using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static AccessReview.App.Wording.Language;

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
        var form = await request.ReadFieldsAsync(cancellationToken);
        var address = form.ReadText("email") is { Length: <= LongestAddress } given ? ExactText.Normalize(given) : "";
        if (ExactText.UnseenIn(address) is { } unseen)
            throw Problems.BadRequest(Say($"The address contains {unseen}, a character that is not visible. Type the address again."), "bad_address");
        if (address.Length > 0)
            await mails.SendAsync(address, Paths.Local(form.ReadText("return")) ?? Addresses.Home, cancellationToken);
        return Page.Of<LinkAskedPage>();
    }
}
