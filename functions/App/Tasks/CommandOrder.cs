using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A command for a task, and what the request that it comes with says of it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Command">Makes the command from the task as it is now; called again after a lost race.</param>
public sealed record CommandOrder(TaskId Task, Func<CommandContext, TaskCommand> Command)
{
    /// <summary>Its events carry it. If the task has such events, they are the outcome and nothing is done. Null: each call is new.</summary>
    public OperationId? Operation { get; init; }

    /// <summary>The versions that the command may build on, checked against the very version that its commit replaces.</summary>
    public IfMatch IfMatch { get; init; } = IfMatch.Anything;

    /// <summary>False: it comes from the task's own orchestration, which looks at the task again by itself.</summary>
    public bool Wakes { get; init; } = true;

    /// <summary>People whom the command names beside those of the task.</summary>
    public IReadOnlyList<UserId> AlsoPeople { get; init; } = [];

    /// <summary>The task as it was read for this order, operation and people included, so that it is not read twice.</summary>
    public ReadableTask? Read { get; init; }
}
