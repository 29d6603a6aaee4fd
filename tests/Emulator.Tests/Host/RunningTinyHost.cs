using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>One host for all tests of a class that only read.</summary>
public class RunningTinyHost : IAsyncLifetime
{
    internal TinyHost Host { get; private set; } = null!; // Set before the first test.

    protected virtual Dictionary<string, string?> Settings { get; } = [];

    public async ValueTask InitializeAsync() => Host = await TinyHost.StartAsync(Settings);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
    }
}
