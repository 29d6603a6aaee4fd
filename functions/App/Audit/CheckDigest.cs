using AccessReview.App.Tasks;
using AccessReview.Domain.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Audit;

/// <summary>Checks one digest, 200 heads at a time: its signature, its link to the previous one, and whether the tables match it.</summary>
public sealed partial class CheckDigest(DigestArchive archive, AuditKeys keys, TaskStore store, ILogger<CheckDigest> logger)
{
    private const int PageSize = 200;

    [Function(nameof(CheckDigest))]
    public async Task<CheckedPage> RunAsync([ActivityTrigger] CheckProgress progress, CancellationToken cancellationToken)
    {
        var name = Digest.NameOf(progress.Chain, progress.Hour);
        if (await archive.FindAsync(name, cancellationToken) is not { } file)
            return Report(new CheckedPage(null, 0, true, [new AuditFinding(name, "digest_missing")]));

        var hash = Digest.HashOf(file);
        if (Digest.Read(file, keys, out var fault) is not { } digest)
            return Report(new CheckedPage(hash, 0, true, [new AuditFinding(name, fault ?? "malformed")]));

        List<AuditFinding> findings = [];
        if (progress is { Skip: 0, Previous: { } previous } && previous != digest.Previous)
            findings.Add(new AuditFinding(name, "digest_unlinked"));
        var heads = digest.Heads.Skip(progress.Skip).Take(PageSize).ToList();
        foreach (var chunk in heads.Chunk(8))
            findings.AddRange((await Task.WhenAll(chunk.Select(head => JudgeAsync(head, cancellationToken)))).OfType<AuditFinding>());
        return Report(new CheckedPage(hash, heads.Count, progress.Skip + heads.Count == digest.Heads.Count, findings));
    }

    private async Task<AuditFinding?> JudgeAsync(ChainHead head, CancellationToken cancellationToken)
    {
        var id = TaskId.From(head.Task);
        if (await store.LoadAsync(id, cancellationToken) is null)
            return new AuditFinding(head.Task, "gone");
        if (await store.FirstBrokenLinkAsync(id, cancellationToken) is { } broken)
            return new AuditFinding(head.Task, "chain_broken", broken);
        // The chain is valid in itself. The digest shows whether it was replaced.
        return await store.HashAtAsync(id, head.Version, cancellationToken) switch
        {
            null => new AuditFinding(head.Task, "cut_off", head.Version),
            var hash when hash != head.Hash => new AuditFinding(head.Task, "made_anew", head.Version),
            _ => null,
        };
    }

    private CheckedPage Report(CheckedPage page)
    {
        foreach (var finding in page.Findings)
            Log.Different(logger, finding.Where, finding.What, finding.Version);
        return page with { Findings = [.. page.Findings.Take(CheckProgress.MaxFindings)] };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Audit check found a difference in {Where}: {What} at version {Version}")]
        public static partial void Different(ILogger logger, string where, string what, long? version);
    }
}
