using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>The newest events of all histories of the pack at one moment, as one hash.</summary>
/// <param name="Tasks">The number of histories that had begun.</param>
/// <param name="Sha256">
/// Over one line for each of them, in the order of <c>events.jsonl</c>: the task's id, its version, and the hash of its newest event.
/// </param>
public sealed record HeadsEvidence(DateTimeOffset At, int Tasks, string Sha256);

/// <summary>The histories at three moments. What changed between them is in the histories themselves.</summary>
/// <param name="Opened">When all tasks were open; null: they are not yet.</param>
/// <param name="Closed">When the campaign closed; null: it has not.</param>
/// <param name="Exported">When the pack was made.</param>
public sealed record PackHeads(HeadsEvidence? Opened, HeadsEvidence? Closed, HeadsEvidence Exported);

internal sealed class HeadSums(DateTimeOffset? openedAt, DateTimeOffset? closedAt, DateTimeOffset now) : IDisposable
{
    private readonly HeadSum? _opened = openedAt is { } at ? new HeadSum(at) : null;
    private readonly HeadSum? _closed = closedAt is { } at ? new HeadSum(at) : null;
    private readonly HeadSum _exported = new(now);

    public void Add(TaskRecord record)
    {
        _opened?.Add(record);
        _closed?.Add(record);
        _exported.Add(record);
    }

    public PackHeads Complete() => new(_opened?.Complete(), _closed?.Complete(), _exported.Complete());

    public void Dispose()
    {
        _opened?.Dispose();
        _closed?.Dispose();
        _exported.Dispose();
    }
}

/// <summary>Computes <see cref="HeadsEvidence"/> while the histories are written.</summary>
internal sealed class HeadSum(DateTimeOffset at) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _tasks;

    public void Add(TaskRecord record)
    {
        if (record.Events.LastOrDefault(one => one.Event.At <= at) is not RecordedEvent head)
            return;
        _tasks++;
        _hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{record.Task.Id} {head.Version} {head.Hash}\n")));
    }

    public HeadsEvidence Complete() => new(at, _tasks, Convert.ToHexStringLower(_hash.GetHashAndReset()));

    public void Dispose() => _hash.Dispose();
}
