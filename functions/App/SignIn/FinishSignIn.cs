using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static AccessReview.App.Wording.Language;

namespace AccessReview.App.SignIn;

/// <summary>Somebody comes back from the issuer.</summary>
public sealed class FinishSignIn(Issuer issuer, PendingSignIn pending, IssuerTokens tokens, Callers callers, SessionCookie sessions)
{
    [Function(nameof(FinishSignIn))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in/callback")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!issuer.IsConfigured)
            throw Problems.NotFound();

        var (code, state) = (request.Query["code"].ToString(), request.Query["state"].ToString());
        if (pending.Take(request.HttpContext, state) is not { } began || code.Length == 0)
            throw Problems.BadRequest(Say($"This sign-in was not begun here, or too long ago. Begin again."), "sign_in_failed");
        if (await tokens.RedeemAsync(code, began, cancellationToken) is not { } token || issuer.UserIdOf(token) is not { } id)
            throw Problems.Forbidden("sign_in_failed", Say($"The issuer did not confirm this sign-in."));
        if (await callers.FindAsync(UserId.From(id), Proof.Session, cancellationToken) is not { } caller)
            throw Problems.Forbidden("unknown_person", Say($"You are signed in, but not in this organization's directory."));

        await sessions.SignInAsync(request.HttpContext, caller.Id, cancellationToken);
        return new SeeOther(Paths.Local(began.ReturnTo) ?? Addresses.Home);
    }
}
