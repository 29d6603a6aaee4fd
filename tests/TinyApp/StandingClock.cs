namespace AccessReview.TinyApp;

/// <summary>The app's own clock.</summary>
internal sealed class StandingClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
