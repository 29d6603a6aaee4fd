using System.Diagnostics;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Openings;

public enum OpeningStatus
{
    Opened,

    /// <summary>A task of this kind about this access is already open. No second one was opened.</summary>
    AlreadyOpen,
    Refused,
}

/// <param name="User">Whose access it is.</param>
/// <param name="Task">The id of the task that was opened or was already open; null: refused.</param>
/// <param name="Number">The number of that task.</param>
/// <param name="Code">The refusal's code; null: not refused.</param>
public sealed record OpeningResult(UserId User, EntitlementId Entitlement, OpeningStatus Status, TaskId? Task, int? Number, string? Code)
{
    /// <summary>The account, if the user has several grants of the entitlement and this is not the first.</summary>
    public AccountId? Account { get; init; }
}

/// <param name="Opened">How many tasks were opened.</param>
/// <param name="AlreadyOpen">How many accesses had an open task of this kind already.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Items">The result for each access.</param>
public sealed record OpeningResults(int Opened, int AlreadyOpen, int Refused, IReadOnlyList<OpeningResult> Items)
{
    public static OpeningResults Of(IReadOnlyList<(OpeningOrder Order, OpeningAnswer Answer)> answers)
    {
        IReadOnlyList<OpeningResult> items = [.. answers.Select(one => Of(one.Order, one.Answer) with { Account = one.Order.Access.Account })];
        return new(Count(OpeningStatus.Opened), Count(OpeningStatus.AlreadyOpen), Count(OpeningStatus.Refused), items);

        int Count(OpeningStatus status) => items.Count(item => item.Status == status);
    }

    private static OpeningResult Of(OpeningOrder order, OpeningAnswer answer) => answer switch
    {
        OpeningAnswer.Opened { Task: var task } => new(order.Access.User, order.Access.Entitlement, OpeningStatus.Opened, task.Id, task.Number, null),
        OpeningAnswer.AlreadyOpen { Task: var task } => new(order.Access.User, order.Access.Entitlement, OpeningStatus.AlreadyOpen, task.Id, task.Number, null),
        OpeningAnswer.Refused { Why: var why } => new(order.Access.User, order.Access.Entitlement, OpeningStatus.Refused, null, null, OpeningProblems.Of(why).Code),
        _ => throw new UnreachableException($"{answer.GetType().Name} has no case."),
    };
}
