using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Tasks.Effects;

/// <summary>Opens the follow-up tasks of a closed or retried task.</summary>
internal sealed class FollowUpEffects(TaskOpening opening) : IEffectHandler
{
    public string Name => "followUp";

    public string Title => Say($"the follow-up task");

    public IEnumerable<PlannedEffect> Plan(TaskChanges changes) => changes.Of<Effect.FollowUp>()
        .Select(caused => new PlannedEffect(caused.Effect.Id.Value, caused.Cause.Version, token => opening.OpenAsync(changes.Client, Describe(caused.After, caused.Effect), token)));

    private static TaskToOpen Describe(ReviewTask parent, Effect.FollowUp follow) =>
        new(follow.Id, follow.Kind, parent.Subject.User, parent.Subject.Entitlement, parent.Case, Actor.System)
        {
            Account = parent.Subject.Account,
            RequestedBy = follow.RequestedBy,
            Reason = follow.Reason,
            Until = parent.Subject.Until,
            Parent = parent.Id,
            Known = parent.Subject,
        };
}
