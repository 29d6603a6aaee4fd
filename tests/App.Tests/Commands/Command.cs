using System.Net;

namespace AccessReview.App.Tests.Commands;

/// <param name="Function">The function that takes it.</param>
/// <param name="Expected">How it is answered when it is done.</param>
/// <param name="PrepareAsync">Makes all that it needs.</param>
public sealed record Command(string Function, HttpStatusCode Expected, Func<CommandWorld, Task<SentCommand>> PrepareAsync)
{
    /// <summary>How often its effect is counted once it was done, however often it was sent.</summary>
    public int Effects { get; init; } = 1;

    /// <summary>Why an answer that has to be made again is not the first one; null: it is, to the byte.</summary>
    public string? MayDiffer { get; init; }
}

/// <param name="Person">Who sends it.</param>
/// <param name="IsCommit">See <see cref="Fault"/>.</param>
/// <param name="CountAsync">How often its effect is there.</param>
public sealed record SentCommand(string Person, string Path, object Body, Func<string, bool>? IsCommit, Func<Task<int>> CountAsync)
{
    /// <summary>The number of the task that it is for, if it is for one.</summary>
    public int? Task { get; init; }
}
