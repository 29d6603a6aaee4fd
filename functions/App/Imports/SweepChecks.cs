using AccessReview.App.Directory;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Imports;

/// <summary>Deletes the lines of dry runs that ended more than a day ago, and notes of new grants that campaigns have read, every night.</summary>
public sealed class SweepChecks(ImportStore imports, NewGrants grants, TimeProvider time)
{
    /// <summary>Longer than the acceptance of a dry run takes: what is not there by then never will be.</summary>
    private static readonly TimeSpan LongestAcceptance = TimeSpan.FromHours(1);

    [Function(nameof(SweepChecks))]
    public async Task RunAsync([TimerTrigger("0 45 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await grants.SweepAsync(cancellationToken);
        await foreach (var (id, startedAt) in imports.KeptAsync(cancellationToken))
        {
            var state = (await imports.LoadAsync(id, cancellationToken))?.Value;
            if (state is null && startedAt + LongestAcceptance > now)
                continue;
            if (state is not null && !CheckedLines.AreDone(state, (await imports.LoadAsync(ImportId.OfChecked(id), cancellationToken))?.Value, now))
                continue;
            if (state is not null)
                await imports.ForgetLinesAsync(state, cancellationToken);
            await imports.ForgetKeptAsync(id, cancellationToken);
        }
    }
}
