using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Openings;

/// <summary>
/// Opens reviews and removals that people ask for, from the API and the pages. Callers check first that the user may do so:
/// <see cref="OpeningRights"/>.
/// </summary>
public sealed class AccessOpening(TaskOpening opening, DirectoryStore directory, TaskStore store, OpenTasksAbout about)
{
    /// <summary>The maximum number of tasks that one call opens.</summary>
    public const int MaxTasks = 250;

    private const int AtOnce = 8;

    /// <summary>Opens one task, unless it is already open or there is nothing to review.</summary>
    public async Task<OpeningAnswer> OpenAsync(DurableTaskClient client, Caller caller, OpeningOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(order);
        if (DirectOpening.Judge(order.Kind, order.Reason) is { } refusal)
            return new OpeningAnswer.Refused(refusal);

        // The same operation gives the same task. A task that an earlier call opened is returned, even if the access has changed since.
        var known = order.Operation.IsRepeatable ? await store.LoadAsync(order.Id, order.Operation, cancellationToken) : null;
        if (known is null && await WhyNotAsync(order, cancellationToken) is { } answer)
            return answer;

        var opened = await opening.OpenAsync(
            client,
            new TaskToOpen(order.Id, order.Kind, order.Access.User, order.Access.Entitlement, CaseId.From(order.Id.Value), caller.Actor)
            {
                Account = order.Access.Account,
                RequestedBy = caller.Id,
                Reason = order.Reason,
                Operation = order.Operation.Value,
                IsNew = known is null,
            },
            cancellationToken);
        var task = known?.DoneAt is { } version ? await store.AtAsync(order.Id, version, CancellationToken.None) : opened.Task;
        return new OpeningAnswer.Opened(task, opened.Facts);
    }

    /// <summary>Opens each task independently, with results in the same order. A caller who disconnects does not stop it halfway.</summary>
    /// <exception cref="ProblemException">400: there are more than <see cref="MaxTasks"/>, and nothing was opened.</exception>
    public async Task<OpeningResults> OpenAllAsync(DurableTaskClient client, Caller caller, IReadOnlyList<OpeningOrder> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count > MaxTasks)
            throw OpeningProblems.TooMany(orders.Count);
        var answers = new (OpeningOrder, OpeningAnswer)[orders.Count];
        await Parallel.ForAsync(0, orders.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, stop) =>
            answers[index] = (orders[index], await OpenAsync(client, caller, orders[index], stop)));
        return OpeningResults.Of(answers);
    }

    private async Task<OpeningAnswer?> WhyNotAsync(OpeningOrder order, CancellationToken cancellationToken)
    {
        var open = about.ReadAsync(order.Access.User, order.Access.Entitlement, cancellationToken);
        var grant = await directory.FindGrantAsync(order.Access, cancellationToken);
        if (DirectOpening.Judge(grant) is { } missing)
            return new OpeningAnswer.Refused(missing);
        return DirectOpening.FindOpen(order.Kind, await open, grant?.AccountId) is { } task ? new OpeningAnswer.AlreadyOpen(task) : null;
    }
}
