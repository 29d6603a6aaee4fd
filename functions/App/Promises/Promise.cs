using AccessReview.App.Store;
using Azure;

namespace AccessReview.App.Promises;

/// <summary>
/// Work that was promised to a user and that outlives the request. It is stored before the user gets the response, until it is done.
/// </summary>
/// <param name="Id">What it is about: a case, an import, a run, a timer function.</param>
/// <param name="Since">When it was made; for a timer, when its next run is due at the latest.</param>
public sealed record Promise(PromiseKind Kind, string Id, DateTimeOffset Since)
{
    /// <summary>If it is overdue for a check by this time, it counts as waiting.</summary>
    private static readonly TimeSpan Unwatched = TimeSpan.FromMinutes(10);

    /// <summary>How often it was started again.</summary>
    public int Tries { get; init; }

    /// <summary>Why it is not kept yet, as a short code without secrets or personal data; null: unknown, or nothing has failed.</summary>
    public string? Cause { get; init; }

    /// <summary>When the reconciler checks it next.</summary>
    public required DateTimeOffset NextTry { get; init; }

    /// <summary>The id of the last started orchestration; null: the first one.</summary>
    public string? Instance { get; init; }

    /// <summary>The orchestration's input, as JSON; null: the id is enough.</summary>
    public string? Input { get; init; }

    /// <summary>For a timer: when it last completed a run; null: unknown or not a timer.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    public ETag ETag { get; init; }

    /// <summary>Its key in URLs and in its row.</summary>
    public string Key => KeyOf(Kind, Id);

    /// <summary>Returns whether it has failed or is overdue for a check. A campaign that was started again waits for its due date as before.</summary>
    public bool IsWaiting(DateTimeOffset now) => (Tries > 0 && Kind != PromiseKind.Campaign) || Cause is not null || (Kind == PromiseKind.Timer ? Since : NextTry) + Unwatched < now;

    public static string KeyOf(PromiseKind kind, string id) => $"{kind}.{RowKey.Encode(id)}";
}
