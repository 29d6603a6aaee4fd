using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>What somebody wants of a task, and what the request that it comes with says of it.</summary>
/// <param name="Task">The task's identifier; of a caller also its number as people write it: 1042 or #1042.</param>
/// <param name="By">Who acts.</param>
/// <param name="Intent">What is wanted.</param>
public sealed record CommandOrder(string Task, Actor By, TaskIntent Intent)
{
    /// <summary>Who must be allowed to read the task; null: the system acts, or a signed link says who does.</summary>
    public Caller? Caller { get; private init; }

    /// <summary>Its events carry it. If the task has such events, they are the outcome and nothing is done. Null: each call is new.</summary>
    public OperationId? Operation { get; init; }

    /// <summary>The versions that the command may build on, checked against the very version that its commit replaces.</summary>
    public IfMatch IfMatch { get; init; } = IfMatch.Anything;

    /// <summary>False: it comes from the task's own orchestration, which looks at the task again by itself.</summary>
    public bool Wakes { get; init; } = true;

    /// <summary>People whom the command names beside those of the task.</summary>
    public IReadOnlyList<UserId> AlsoPeople { get; init; } = [];

    /// <summary>From a person or program that has signed in: a task that they may not read is not found.</summary>
    public static CommandOrder From(Caller caller, string task, TaskIntent intent)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new CommandOrder(task, caller.Actor, intent) { Caller = caller };
    }

    /// <summary>The task as it was read for this order, operation and people included, so that it is not read twice.</summary>
    public ReadableTask? Read { get; init; }
}
