using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The sentences about notifications that did not arrive.</summary>
public static class UndeliveredText
{
    /// <summary>The stored name of mail.</summary>
    private const string Email = "Email";

    /// <param name="channel">The name of the channel.</param>
    /// <param name="who">The recipient's name.</param>
    public static string Line(string channel, string who) =>
        channel == Email ? Say($"Email to {who} could not be delivered.") : Say($"{channel} message to {who} could not be delivered.");

    /// <summary>Returns null if the code says nothing to the readers of a task.</summary>
    public static string? Reason(string code) => code switch
    {
        "bounced" => Say($"The mail server of the address refused it."),
        "suppressed" => Say($"The address is blocked because earlier emails to it failed."),
        "quarantined" => Say($"The recipient's organization put it in quarantine."),
        "filtered_spam" => Say($"It was rejected as spam."),
        "bad_address" => Say($"The address is not valid."),
        _ => null,
    };

    /// <param name="next">The name of the channel that was used instead; null: there is none.</param>
    /// <param name="isOpen">The task is still open.</param>
    public static string Next(string? next, bool isOpen) => next switch
    {
        null => isOpen ? Say($"No other channel is available. The escalation schedule continues.") : Say($"No other channel is available."),
        Email => Say($"The notification was sent by email."),
        _ => Say($"The notification was sent by {next}."),
    };
}
