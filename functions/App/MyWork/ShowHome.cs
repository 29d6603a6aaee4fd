using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.MyWork;

/// <summary>The start page of My work: the number of open tasks by kind, and those due first.</summary>
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
        var counts = await lists.CountsAsync(caller.Id, cancellationToken);
        var first = await lists.MyTasksAsync(caller.Id, new TaskListQuery(null, false, MaxShown), cancellationToken);
        return Page.Of<HomePage>(new
        {
            Counts = counts,
            Overview = await overview.ReadAsync(caller.Id, null, null, cancellationToken),
            First = first.Rows,
            Names = await names.NamesAsync(first.Rows.Select(row => row.InsteadOf), cancellationToken),
            Absence = await absences.OfReaderAsync(caller.User, cancellationToken),
            Time = new LocalTime(caller.User.TimeZone),
            Now = clock.GetUtcNow(),
        });
    }
}
