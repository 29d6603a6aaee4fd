namespace AccessReview.App.Tests.Slack;

/// <summary>How a call fails.</summary>
public abstract record SlackFault
{
    private SlackFault()
    {
    }

    public sealed record Busy(int RetryAfter) : SlackFault;

    public sealed record Broken : SlackFault;

    public sealed record Error(string Code) : SlackFault;

    /// <summary>Slack executes the call, but the answer is lost.</summary>
    public sealed record DoneAndLost : SlackFault;
}
