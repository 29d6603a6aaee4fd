namespace AccessReview.Emulator.Clock;

/// <summary>The clock was moved; <see cref="Offset"/> is how far it is now ahead of the machine's clock.</summary>
public sealed class ClockMovedEventArgs(TimeSpan offset) : EventArgs
{
    public TimeSpan Offset { get; } = offset;
}
