using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.SignIn;

/// <summary>
/// Requests a sign-in link by mail. The response is always the same and is sent before the directory is read,
/// so neither its content nor its duration shows whether the address is known.
/// </summary>
public sealed partial class RequestSignInLink(Issuer issuer, SignInMails mails, RateLimits limits, ILogger<RequestSignInLink> logger)
{
    private const int LongestAddress = 320;

    // A separate timeout, because the request and its cancellation token may have ended by then.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Function(nameof(RequestSignInLink))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request, CancellationToken cancellationToken)
    {
        // Where users sign in at an issuer, access to a mailbox must not be enough: the issuer has second factors and knows who has left.
        if (issuer.IsConfigured)
            throw Problems.NotFound();

        var form = await request.ReadFieldsAsync(cancellationToken);
        var address = form.ReadText("email") is { Length: <= LongestAddress } given ? ExactText.Normalize(given) : "";
        if (ExactText.UnseenIn(address) is { } unseen)
            throw Problems.BadRequest(Say($"The address contains {unseen}, an invisible character. Type the address again."), "bad_address");
        var returnTo = Paths.Local(form.ReadText("return")) ?? Addresses.Home;
        limits.CountSignIn(request.HttpContext, address);
        await Page.Of<LinkRequestedPage>().ExecuteAsync(request.HttpContext);
        await request.HttpContext.Response.CompleteAsync();
        if (address.Length > 0)
            await SendAsync(address, returnTo);
        return Results.Empty;
    }

    private async Task SendAsync(string address, string returnTo)
    {
        using var limit = new CancellationTokenSource(Timeout);
        try
        {
            await mails.SendAsync(address, returnTo, limit.Token);
        }
        // The response has been sent and promises nothing. The user can request a link again.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.Failed(logger, failed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A sign-in email could not be prepared")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
