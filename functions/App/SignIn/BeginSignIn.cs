using AccessReview.App.Http;
using AccessReview.App.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.SignIn;

/// <summary>Starts a sign-in: at the issuer, or with the form that requests a link by mail.</summary>
public sealed class BeginSignIn(Issuer issuer, PendingSignIn pending, SampleSignIn sample)
{
    [Function(nameof(BeginSignIn))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "sign-in")] HttpRequest request, CancellationToken cancellationToken)
    {
        var returnTo = Paths.Local(request.Query.ReadText("return")) ?? Addresses.Home;
        if (request.HttpContext.TryGetCaller() is not null)
            return Results.Redirect(returnTo);
        return issuer.IsConfigured
            ? Results.Redirect((await pending.BeginAsync(request.HttpContext, returnTo, cancellationToken)).AbsoluteUri)
            : Page.Of<SignInPage>(new { ReturnTo = returnTo, SamplePeople = await sample.OfferedAsync(request, cancellationToken) });
    }
}
