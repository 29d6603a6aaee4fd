using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.DirectoryPages;

/// <summary>The page of a user, with all their access for readers who may see it. <c>/directory/people/me</c> is the reader's own page.</summary>
public sealed class ShowPerson(PersonReader people)
{
    [Function(nameof(ShowPerson))]
    [Requires(OrganizationAction.ReadDirectory)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "directory/people/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Page.Of<PersonPage>(new { Content = await people.ReadAsync(request.HttpContext.GetCaller(), id, request.Query, cancellationToken) });
}
