using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Requests;

/// <summary>The form for one entitlement: for whom, why, until when, and the expected assignees.</summary>
public sealed class ShowRequestForm(RequestFormReader forms)
{
    [Function(nameof(ShowRequestForm))]
    [Requires(OrganizationAction.RequestAccess)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "requests/new/form")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (query, caller) = (request.Query, request.HttpContext.GetCaller());
        var entitlement = query.ReadId<EntitlementId>("access") ?? throw Problems.NotFound();
        var person = query.ReadId<UserId>("for");
        var content = await forms.ReadAsync(caller, entitlement, person, query.ReadSearch("people"), cancellationToken);
        return person is null || content.Person.Id == person
            ? Page.Of<RequestFormPage>(new { Content = content })
            : Page.Of<RequestFormPage>(new { Content = content, Sent = Blank(entitlement).With(RequestRefusal.UnknownUser) }, StatusCodes.Status400BadRequest);
    }

    private static SentRequest Blank(EntitlementId entitlement) => new(entitlement, null, "", "", "");
}
