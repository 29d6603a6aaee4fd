using System.Net;

namespace AccessReview.App.Tests.Commands;

/// <param name="Function">The function that handles it.</param>
/// <param name="Expected">The status of a successful answer.</param>
/// <param name="PrepareAsync">Creates everything it needs.</param>
public sealed record Command(string Function, HttpStatusCode Expected, Func<CommandWorld, Task<SentCommand>> PrepareAsync)
{
    /// <summary>The expected count of its effect after success, however often it was sent.</summary>
    public int Effects { get; init; } = 1;

    /// <summary>Why a rebuilt answer differs from the first one; null: it is equal byte by byte.</summary>
    public string? MayDiffer { get; init; }
}

/// <param name="Person">The sender.</param>
/// <param name="IsCommit">See <see cref="Fault"/>.</param>
/// <param name="CountAsync">Counts its effect.</param>
public sealed record SentCommand(string Person, string Path, object Body, Func<string, bool>? IsCommit, Func<Task<int>> CountAsync)
{
    /// <summary>The number of its task, if it has one.</summary>
    public int? Task { get; init; }
}
