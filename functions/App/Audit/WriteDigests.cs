using AccessReview.App.Store;
using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Audit;

/// <summary>
/// Writes, every hour, the digest of the previous hour, and of hours that were missed. An hour without changes also has one,
/// so that a gap is visible.
/// </summary>
public sealed partial class WriteDigests(ChainHeads heads, DigestRecord record, DigestArchive archive, AuditKeys keys, TimeProvider clock, ILogger<WriteDigests> logger)
{
    [Function(nameof(WriteDigests))]
    public async Task RunAsync([TimerTrigger("0 5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (!archive.IsThere)
            return;

        var current = AuditHour.Of(clock.GetUtcNow());
        var at = await record.FindAsync(cancellationToken) ?? await BeginAsync(cancellationToken);
        while (at is var (state, tag) && string.CompareOrdinal(state.Next, current) < 0)
            at = await WriteAsync(state, tag, cancellationToken);
    }

    private async Task<(DigestState State, ETag Tag)?> BeginAsync(CancellationToken cancellationToken)
    {
        var first = await heads.FirstHourAsync(cancellationToken) ?? AuditHour.Of(clock.GetUtcNow() - TimeSpan.FromHours(1));
        return await SaveAsync(new DigestState(RowKey.Of(clock.GetUtcNow()), first, first, ""), null, cancellationToken);
    }

    private async Task<(DigestState State, ETag Tag)?> WriteAsync(DigestState state, ETag tag, CancellationToken cancellationToken)
    {
        var (name, key) = keys.Signing;
        var digest = new Digest(state.Chain, state.Next, state.Hash, await heads.OfAsync(state.Next, cancellationToken)).Sign(name, key);
        var digestName = Digest.NameOf(state.Chain, state.Next);
        var isNew = await archive.TryAddAsync(digestName, digest, cancellationToken);
        // It already exists: from an earlier try for this hour, or from a time before the tables were restored.
        if (!isNew && await archive.FindAsync(digestName, cancellationToken) is { } there && Digest.HashOf(there) != Digest.HashOf(digest))
        {
            // The archive is newer than the tables, so the tables were restored. Its digests stay, and a new chain begins here.
            Log.DifferentContent(logger, digestName);
            return await SaveAsync(new DigestState(RowKey.Of(clock.GetUtcNow()), state.Next, state.Next, Digest.HashOf(there)), tag, cancellationToken);
        }

        var moved = await SaveAsync(state with { Next = AuditHour.After(state.Next), Hash = Digest.HashOf(digest) }, tag, cancellationToken);
        if (moved is not null)
            await heads.ForgetAsync(state.Next, cancellationToken);
        return moved;
    }

    private async Task<(DigestState State, ETag Tag)?> SaveAsync(DigestState state, ETag? read, CancellationToken cancellationToken) =>
        await record.SaveAsync(state, read, cancellationToken) is { } tag ? (state, tag) : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Audit digest {Digest} already exists with different content: the tables were restored from an older state or changed")]
        public static partial void DifferentContent(ILogger logger, string digest);
    }
}
