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
        if (issuer.IsConfigured)
            return Results.Redirect((await pending.BeginAsync(request.HttpContext, returnTo, cancellationToken)).AbsoluteUri);
        var offered = await sample.OfferedAsync(request, cancellationToken);
        var isLoading = await sample.WillOfferMoreAsync(request, offered, cancellationToken);
        return Page.Of<SignInPage>(new { ReturnTo = returnTo, SamplePeople = offered, IsSampleLoading = isLoading });
    }
}
