using Xunit;

namespace AccessReview.App.Tests.Http;

/// <summary>One sample app for those tests of a class that change nothing that another of them reads, and that leave the clock where it is.</summary>
public sealed class SharedSampleApp : IAsyncLifetime
{
    public SampleApp App { get; private set; } = null!; // Set by InitializeAsync.

    public async ValueTask InitializeAsync() => App = await SampleApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
