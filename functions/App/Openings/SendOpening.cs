using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Openings;

/// <summary>Processes the form that opens reviews and removals. A refused reason is shown beside its field.</summary>
public sealed class SendOpening(AccessOpening openings, OpeningFormReader forms, OpeningScope scope, OpeningRights rights, TimeProvider clock)
{
    [Function(nameof(SendOpening))]
    [Requires(OrganizationAction.OpenTask)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "reviews/new")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var sent = SentOpening.Of(await request.ReadFieldsAsync(cancellationToken));
        var query = sent.Query;
        await rights.RequireAsync(caller, query.Action, query.Person, query.Access, cancellationToken);
        if (sent.Check(DirectOpening.NeedsReason(query.Kind, query.Person, caller.Id)) is { Fault: not null } faulty)
            return Page.Of<OpeningFormPage>(new { Content = await forms.ReadAsync(caller, query, cancellationToken), Sent = faulty }, StatusCodes.Status400BadRequest);
        var access = await scope.OfAsync(query.Person, query.Access, query.Account, cancellationToken);
        var now = clock.GetUtcNow();
        var operation = sent.Key is { } key ? new OperationId(OperationId.Derive(caller.Id, OpeningPaths.Form, key), now, true) : OperationId.New(now);
        var results = await openings.OpenAllAsync(client, caller, [.. OpeningOrder.Of(query.Kind, access, sent.Reason, operation)]);
        return new SeeOther(OpeningNote.Add(query, results));
    }
}
