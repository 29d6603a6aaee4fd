namespace AccessReview.TinyApp;

/// <summary>A clock of the app's own.</summary>
internal sealed class StandingClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
