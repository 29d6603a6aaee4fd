using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A command on a task, with the preconditions of the request that sent it.</summary>
/// <param name="Task">The task's id. Callers may also use its number: 1042 or #1042.</param>
/// <param name="By">Who acts.</param>
/// <param name="Intent">What to do.</param>
public sealed record CommandOrder(string Task, Actor By, TaskIntent Intent)
{
    /// <summary>The user who must be allowed to read the task; null: the system acts, or a signed link identifies the user.</summary>
    public Caller? Caller { get; private init; }

    /// <summary>
    /// Stored with the command's events. If the task already has events of it, they are the result and nothing is done. Null:
    /// each call is new.
    /// </summary>
    public OperationId? Operation { get; init; }

    /// <summary>The versions that the command may change. They are checked against the version that its commit replaces.</summary>
    public IfMatch IfMatch { get; init; } = IfMatch.Anything;

    /// <summary>False: the task's own orchestration sends it and needs no wake.</summary>
    public bool Wakes { get; init; } = true;

    /// <summary>Users whom the command names, in addition to those of the task.</summary>
    public IReadOnlyList<UserId> AlsoPeople { get; init; } = [];

    /// <summary>A command of a signed-in user or program. A task that they may not read is reported as not found.</summary>
    public static CommandOrder From(Caller caller, string task, TaskIntent intent)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new CommandOrder(task, caller.Actor, intent) { Caller = caller };
    }

    /// <summary>The task as already read for this order, with its operation and users. It saves a second read.</summary>
    public ReadableTask? Read { get; init; }
}
