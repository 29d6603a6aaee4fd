using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Openings;

/// <summary>A review or a removal of one access that a caller opens.</summary>
/// <param name="Operation">The task's id is derived from it, so a repeated order opens one task.</param>
public sealed record OpeningOrder(TaskKind Kind, AccessKey Access, string? Reason, OperationId Operation)
{
    public TaskId Id => TaskId.Derive(Operation.Value, "OpenTask");

    /// <summary>One order for each access, each with an operation of its own.</summary>
    public static IEnumerable<OpeningOrder> Of(TaskKind kind, IEnumerable<AccessKey> access, string? reason, OperationId operation) =>
        access.Select(one => new OpeningOrder(kind, one, reason, operation.Item($"{one}")));
}

/// <summary>What an order led to.</summary>
public abstract record OpeningAnswer
{
    private OpeningAnswer()
    {
    }

    /// <param name="Task">The task as this order opened it, even if it has changed since.</param>
    /// <param name="Facts">The directory data at its opening; null: an earlier try of the same order opened it.</param>
    public sealed record Opened(ReviewTask Task, DirectoryFacts? Facts) : OpeningAnswer;

    /// <param name="Task">The open task that a new one would repeat.</param>
    public sealed record AlreadyOpen(ReviewTask Task) : OpeningAnswer;

    public sealed record Refused(OpeningRefusal Why) : OpeningAnswer;
}
