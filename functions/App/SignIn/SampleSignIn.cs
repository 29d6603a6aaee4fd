using System.Net;
using AccessReview.App.Http;
using AccessReview.App.Setup;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.SignIn;

/// <summary>Signs in as a user of the sample organization with one click, only on the machine where the app runs.</summary>
public sealed class SampleSignIn(SamplePeople people, SessionCookie sessions)
{
    [Function(nameof(SampleSignIn))]
    [Anybody]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sample/sign-in")] HttpRequest request, CancellationToken cancellationToken)
    {
        var offered = await OfferedAsync(request, cancellationToken);
        if (offered.Count == 0)
            throw Problems.NotFound();

        var form = await request.ReadFieldsAsync(cancellationToken);
        var chosen = form.ReadText("person");
        var person = offered.FirstOrDefault(person => person.User.Id.Value == chosen) ?? throw Problems.NotFound();
        await sessions.SignInAsync(request.HttpContext, person.User.Id, true, cancellationToken);
        return new SeeOther(Paths.Local(form.ReadText("return")) ?? Addresses.Home);
    }

    /// <summary>The users to choose from. Empty if the browser is on another machine or uses another host name.</summary>
    internal async Task<IReadOnlyList<SamplePerson>> OfferedAsync(HttpRequest request, CancellationToken cancellationToken) =>
        IsThisMachine(request) ? await people.ListAsync(cancellationToken) : [];

    /// <summary>Returns true if there will be more users to choose from in a moment.</summary>
    internal async Task<bool> WillOfferMoreAsync(HttpRequest request, IReadOnlyList<SamplePerson> offered, CancellationToken cancellationToken) =>
        IsThisMachine(request) && await people.AreExpectedAsync(offered, cancellationToken);

    // A foreign host name can resolve to this machine, so the name is checked as well as the address.
    private static bool IsThisMachine(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && (request.Host.Host == "localhost" || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));
}
