using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>A decision that takes effect at the sign-off, as a list shows it.</summary>
/// <param name="OnBehalfOf">The assignee whose delegate decided; null: none.</param>
/// <param name="NeedsLook">Why it could not take effect when its reviewer signed off; null: it waits for the sign-off.</param>
public sealed record StagedRow(Decision Decision, UserId By, UserId? OnBehalfOf, string? Reason, DateTimeOffset At, ObsoleteCause? NeedsLook)
{
    /// <summary>The reviewer must decide again before the sign-off: it could not take effect, or the access has changed since.</summary>
    public bool MustBeConfirmed { get; init; }

    internal static StagedRow? Of(StagedDecision? staged) =>
        staged is null ? null : new(staged.Decision, staged.Person, staged.OnBehalfOf, staged.Reason, staged.At, staged.NeedsLook) { MustBeConfirmed = staged.MustBeConfirmed };

    /// <summary>Returns whether it is the decision of <paramref name="person"/>: made by them or on their behalf.</summary>
    public bool IsOf(UserId person) => By == person || OnBehalfOf == person;
}
