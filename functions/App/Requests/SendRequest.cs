using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Requests;

/// <summary>Processes the request form. A refusal is shown beside its field, and the entered text is kept.</summary>
public sealed class SendRequest(RequestFormReader forms, RequestOpening opening, DirectoryStore directory, TimeProvider clock)
{
    [Function(nameof(SendRequest))]
    [Requires(OrganizationAction.RequestAccess)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "requests/new/form")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var sent = SentRequest.Of(await request.ReadFieldsAsync(cancellationToken));
        var person = sent.Person is { } other && other != caller.Id ? await directory.FindUserAsync(other, cancellationToken) : caller.User;
        if (!sent.TryReadEnd(new LocalTime(person?.TimeZone), out var end))
            return await RefuseAsync(sent.WithBadEnd(), StatusCodes.Status400BadRequest);

        var wanted = new AccessRequest
        {
            Case = sent.Key.Length == 0 ? RequestKeys.NewCase() : RequestKeys.CaseFor(caller.Id, sent.Key),
            RequestedBy = caller.Id,
            For = sent.Person ?? caller.Id,
            Entitlement = sent.Entitlement,
            Reason = sent.Reason,
            Until = end,
            RequestedAt = clock.GetUtcNow(),
        };
        var (opened, refused) = await opening.OpenAsync(client, wanted, caller.Roles, cancellationToken);
        if (refused is { } why)
            return await RefuseAsync(sent.With(why), RequestProblems.Of(why).Status);
        return opened is null ? throw Problems.Busy() : new SeeOther(RequestNote.Add(RequestPaths.Of(opened.Request.Case), RequestNote.Requested));

        async Task<IResult> RefuseAsync(SentRequest refusedOne, int status) =>
            Page.Of<RequestFormPage>(new { Content = await forms.ReadAsync(caller, sent.Entitlement, sent.Person, null, cancellationToken), Sent = refusedOne }, status);
    }
}
