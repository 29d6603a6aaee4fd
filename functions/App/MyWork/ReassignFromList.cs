using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>Reassigns all selected lines of a list to one person. Each has its own result.</summary>
public sealed class ReassignFromList(ListReader lists, BulkReader selected, DirectoryStore directory, TaskCommands commands)
{
    private const int MaxFound = 20;

    [Function(nameof(ReassignFromList))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "my/{kind}/reassignments")] HttpRequest request,
        string kind,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var listQuery = ListQuery.Of(kind, form);
        var (tasks, reason, search) = (form.ReadAll("task"), form.ReadProse("reason"), form.ReadSearch("people"));
        if (tasks.Count is 0 or > DecideTasks.MaxItems)
        {
            var fault = tasks.Count == 0 ? Say($"Select at least one task.") : Say($"Select at most {DecideTasks.MaxItems} tasks.");
            return await ShowListAsync(new SentDecisions(tasks, reason, fault, []), StatusCodes.Status400BadRequest);
        }

        var bulk = await selected.ReadAsync(caller, listQuery, tasks, cancellationToken) with { Reason = reason, Search = search, To = form.ReadText("to") };
        if (form.ReadText(BulkFields.Confirmed) is null)
            return Page.Of<BulkReassignPage>(new { Content = bulk with { People = await PeopleAsync(caller, search, cancellationToken) } });
        var to = form.ReadId<UserId>("to");
        if (PlainText.Clean(reason) is not { } why)
            return Page.Of<BulkReassignPage>(new { Content = bulk with { People = await PeopleAsync(caller, search, cancellationToken), Fault = Say($"Enter a reason.") } }, StatusCodes.Status400BadRequest);

        var wanted = tasks.Select(DecideFromList.Read).ToList();
        // From here on the caller's cancellation is ignored, so that all are reassigned.
        var results = await BulkItems.ExecuteAsync([.. wanted.Select(task => task.Number)], async (index, stop) =>
        {
            var (number, step) = wanted[index];
            var order = CommandOrder.From(caller, number, TaskIntents.Reassign(to, step, why)) with { AlsoPeople = [to] };
            return BulkDecisionResult.Of(number, await commands.ExecuteAsync(client, order, stop));
        });
        return results.Any(result => result.Code is not null)
            ? await ShowListAsync(new SentDecisions(tasks, null, null, results) { IsReassignment = true }, StatusCodes.Status200OK)
            : new SeeOther(Flash.Several(listQuery.Path, Flash.Reassigned, tasks.Count));

        async Task<IResult> ShowListAsync(SentDecisions sent, int status) =>
            Page.Of<WaitingPage>(new { Content = await lists.ReadAsync(caller, listQuery, QueryParameters.UsualLimit, cancellationToken), Sent = sent }, status);
    }

    /// <summary>Active people other than the reader: those of the search, or at first the reader's manager.</summary>
    private async Task<IReadOnlyList<Candidate>> PeopleAsync(Caller caller, string? search, CancellationToken cancellationToken)
    {
        if (search is not null)
            return [.. (await directory.SearchUsersAsync(search, MaxFound, cancellationToken)).Where(person => person.IsActive && person.Id != caller.Id).Select(person => new Candidate(person, null))];
        var manager = caller.User.ManagerId is { } id ? await directory.FindUserAsync(id, cancellationToken) : null;
        return manager is { IsActive: true } ? [new Candidate(manager, Say($"Your manager"))] : [];
    }
}
