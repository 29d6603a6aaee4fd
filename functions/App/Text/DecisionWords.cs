using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Decisions that were taken, as sentences.</summary>
public static class DecisionWords
{
    /// <summary>"Ada Lovelace approved it".</summary>
    public static string Did(string who, Decision decision) => decision switch
    {
        Decision.Certify => Say($"{who} certified it"),
        Decision.Remove => Say($"{who} removed it"),
        Decision.Approve => Say($"{who} approved it"),
        Decision.Deny => Say($"{who} denied it"),
        Decision.Complete => Say($"{who} marked it as completed"),
        Decision.Error => Say($"{who} marked it as errored"),
        Decision.Confirm => Say($"{who} confirmed it"),
        Decision.Decline => Say($"{who} declined it"),
    };

    /// <summary>"You approved it".</summary>
    public static string YouDid(Decision decision) => decision switch
    {
        Decision.Certify => Say($"You certified it"),
        Decision.Remove => Say($"You removed it"),
        Decision.Approve => Say($"You approved it"),
        Decision.Deny => Say($"You denied it"),
        Decision.Complete => Say($"You marked it as completed"),
        Decision.Error => Say($"You marked it as errored"),
        Decision.Confirm => Say($"You confirmed it"),
        Decision.Decline => Say($"You declined it"),
    };
}
