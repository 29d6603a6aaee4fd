using Xunit;

namespace AccessReview.App.Tests.Http;

/// <summary>One sample app for tests of a class that change nothing that other tests read and do not move the clock.</summary>
public sealed class SharedSampleApp : IAsyncLifetime
{
    public SampleApp App { get; private set; } = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync() => App = await SampleApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
