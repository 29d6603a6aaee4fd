using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <summary>One person, and all their access for those who may see it; at <c>/directory/people/me</c> the reader's own.</summary>
public sealed class ShowPerson(PersonReader people)
{
    [Function(nameof(ShowPerson))]
    [Requires(OrganizationAction.ReadDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/people/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page.Of<PersonPage>(new { Content = await people.ReadAsync(request.HttpContext.GetCaller(), id, request.Query, cancellationToken) });
}
