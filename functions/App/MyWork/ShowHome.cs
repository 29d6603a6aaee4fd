using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.MyWork;

/// <summary>The start page of My work: the number of open tasks by kind, and those due first, grouped by access.</summary>
public sealed class ShowHome(TaskLists lists, ListReader names, OverviewReader overview, Absences absences, TimeProvider clock)
{
    private const int MaxShown = 8;

    // An empty route means the function's name, so the root is a parameter that can only be empty.
    [Function(nameof(ShowHome))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var open = await lists.OpenAsync(caller.Id, cancellationToken);
        var home = HomeModel.Of([.. open.Rows], MaxShown, clock.GetUtcNow());
        return Page.Of<HomePage>(new
        {
            Content = home,
            Overview = await overview.ReadAsync(caller.Id, open, null, null, cancellationToken),
            Names = await names.NamesAsync(home.Groups.Where(group => group.Tasks.Count == 1).Select(group => group.First.InsteadOf), cancellationToken),
            Absence = await absences.OfReaderAsync(caller.User, cancellationToken),
            Time = new LocalTime(caller.User.TimeZone),
        });
    }
}
