using AccessReview.App.Store;
using Azure;

namespace AccessReview.App.Promises;

/// <summary>
/// Work that somebody was told will be done, and that outlives whoever was told: on record before they are told, until it is done.
/// </summary>
/// <param name="Id">What it is about: a case, an import, a run, a timer function.</param>
/// <param name="Since">When it was made, or, of a timer, when its next run is due at the latest.</param>
public sealed record Promise(PromiseKind Kind, string Id, DateTimeOffset Since)
{
    /// <summary>Nobody has looked at it for this long though they should have: it waits.</summary>
    private static readonly TimeSpan Unwatched = TimeSpan.FromMinutes(10);

    /// <summary>How often it was begun anew.</summary>
    public int Tries { get; init; }

    /// <summary>Why it is not kept yet, as a short code without secrets and without people's data; null: unknown, or nothing has failed.</summary>
    public string? Cause { get; init; }

    /// <summary>When the reconciler looks at it.</summary>
    public required DateTimeOffset NextTry { get; init; }

    /// <summary>The orchestration that was started last; null: the first one.</summary>
    public string? Instance { get; init; }

    /// <summary>What the orchestration is started with, as JSON; null: its id says all.</summary>
    public string? Input { get; init; }

    /// <summary>Of a timer: when it last ran to its end.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    public ETag ETag { get; init; }

    /// <summary>Names it in addresses and in its row.</summary>
    public string Key => KeyOf(Kind, Id);

    /// <summary>Has it failed, or should somebody have looked at it by now?</summary>
    public bool IsWaiting(DateTimeOffset now) => Tries > 0 || Cause is not null || (Kind == PromiseKind.Timer ? Since : NextTry) + Unwatched < now;

    public static string KeyOf(PromiseKind kind, string id) => $"{kind}.{RowKey.Encode(id)}";
}
