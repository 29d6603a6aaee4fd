namespace AccessReview.App.Tests.Slack;

/// <summary>How a call goes wrong.</summary>
public abstract record SlackFault
{
    private SlackFault()
    {
    }

    public sealed record Busy(int RetryAfter) : SlackFault;

    public sealed record Broken : SlackFault;

    public sealed record Error(string Code) : SlackFault;

    /// <summary>Slack does it, and the answer gets lost.</summary>
    public sealed record DoneAndLost : SlackFault;
}
