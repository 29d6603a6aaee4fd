using AccessReview.App.Directory;
using AccessReview.App.Store;
using AccessReview.App.Tasks.Effects;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.Extensions.Logging;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Access;

/// <summary>Writes the changes of grants that tasks cause. A task changes a grant once, even if the call is repeated.</summary>
public sealed partial class GrantLedger(DirectoryStore directory, ILogger<GrantLedger> logger) : IEffectHandler
{
    public string Name => "grant";

    public string Title => Say($"the grant");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) => changes.Of<Effect.ChangeGrant>()
        .Select(caused => new PlannedEffect("", caused.Cause.Version, token => ApplyAsync(caused.After, caused.Effect, caused.Cause.Event.At, changes.Grant, token)));

    /// <param name="task">The closed task.</param>
    /// <param name="effect">The change.</param>
    /// <param name="at">When the task closed.</param>
    /// <param name="stored">The grant as just read; null: there is none. If it was changed since, it is read again.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal async Task ApplyAsync(ReviewTask task, Effect.ChangeGrant effect, DateTimeOffset at, StoredGrant? stored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(effect);
        if (effect.Change == GrantChange.Record && await WhyNotToRecordAsync(task, at, cancellationToken) is { } cause)
        {
            Log.NotRecorded(logger, task.Id.Value, cause);
            return;
        }

        await Contention.RetryAsync(
            async tries =>
            {
                if (tries > 0)
                    stored = await directory.LoadGrantAsync(task.Subject.ToAccessKey(), cancellationToken);
                if (stored?.Applied.Contains(task.Id.Value) == true)
                    return Contention.Done(false);
                if (GrantRules.After(stored?.Grant, task, effect, at) is not { } changed)
                {
                    Log.NoGrantToChange(logger, task.Id.Value, effect.Change);
                    return Contention.Done(false);
                }

                await directory.WriteGrantsAsync([new StoredGrant(changed, stored?.ETag, [.. stored?.Applied ?? [], task.Id.Value]) { Before = stored?.Grant }], cancellationToken);
                return Contention.Done(true);
            },
            cancellationToken);
    }

    /// <summary>Checked right before the write, because the directory may have changed since the task closed.</summary>
    private async Task<ObsoleteCause?> WhyNotToRecordAsync(ReviewTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var people = await directory.FindUsersAsync([task.Subject.User], cancellationToken);
        var entitlement = await directory.FindEntitlementAsync(task.Subject.Entitlement, cancellationToken);
        var facts = new DirectoryFacts { People = people.ToDictionary(person => person.Id), Access = new AccessFacts(entitlement, null, null) };
        return SubjectRules.WhyNotToRecord(task.Subject, facts, at);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Task {TaskId} completed, but its grant was not recorded: {Cause}")]
        public static partial void NotRecorded(ILogger logger, string taskId, ObsoleteCause cause);

        [LoggerMessage(LogLevel.Warning, "Task {TaskId} changed no grant ({Change}): the grant does not exist or has ended")]
        public static partial void NoGrantToChange(ILogger logger, string taskId, GrantChange change);
    }
}
