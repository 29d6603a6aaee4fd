namespace AccessReview.Emulator.Email;

internal sealed record EmailProblem(string Code, string Message)
{
    public static EmailProblem AllSuppressed { get; } = new("EmailDroppedAllRecipientsSuppressed", "Message dropped because all recipients were suppressed.");

    public static EmailProblem UnknownOperation { get; } = new("OperationNotFound", "No mail was sent with this operation id.");

    public static EmailProblem OtherBody { get; } = new("OperationIdReused", "This operation id was used for another mail.");

    public static EmailProblem TooLate { get; } = new("OperationIdExpired", "This operation id was first used over five minutes ago; whether the mail is a repetition is no longer known.");

    public static EmailProblem TooMany { get; } = new("TooManyRequests", "The quota of mails is used up for now.");

    public static EmailProblem Unavailable { get; } = new("ServiceUnavailable", "The mail cannot be stored now; nothing was sent.");

    public static EmailProblem BadRequest(string message) => new("BadRequest", message);
}
