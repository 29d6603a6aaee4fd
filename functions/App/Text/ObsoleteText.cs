using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Explains why a task needs no decision any more. The sentences name nobody, because the page of a forwarded link shows them too.</summary>
public static class ObsoleteText
{
    public static string Why(ObsoleteCause cause) => cause switch
    {
        ObsoleteCause.SubjectInactive => Say($"The person has left the organization."),
        ObsoleteCause.EndPassed => Say($"The end date of the access has passed."),
        ObsoleteCause.AlreadyHeld => Say($"The person already has this access."),
        ObsoleteCause.NotHeld => Say($"The person no longer has this access."),
        ObsoleteCause.EntitlementGone => Say($"This access no longer exists in the directory."),
        ObsoleteCause.EndMoved => Say($"The access has a later end date now."),
    };

    /// <summary>For an open task: it closes soon without a decision.</summary>
    public static string NothingLeft(ObsoleteCause cause) => $"{Why(cause)} {Say($"There is nothing left to decide. The task closes automatically.")}";

    /// <summary>For a task that can only end with a removal.</summary>
    public static string OnlyRemoval(ObsoleteCause cause) => $"{Why(cause)} {Say($"The access can only be removed.")}";

    /// <summary>For a user whose decision the current directory forbids.</summary>
    public static string Refused(ObsoleteCause cause, TaskKind kind) =>
        kind is TaskKind.Certification or TaskKind.Revocation && cause != ObsoleteCause.NotHeld ? OnlyRemoval(cause) : $"{Why(cause)} {Say($"There is nothing left to decide.")}";
}
