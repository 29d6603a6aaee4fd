using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>
/// One app with the small organization for those tests of a class that change nothing that another of them reads, and that leave the clock
/// where it is. The tests of a class run one after the other.
/// </summary>
public class SharedApp : IAsyncLifetime
{
    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    /// <summary>What the directory holds.</summary>
    protected virtual object Import => SmallOrganization.Import;

    /// <summary>As on a command line: <c>Name=value</c>.</summary>
    protected virtual IReadOnlyList<string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        App = await TheApp.StartWithAsync(Import, [.. Settings]);
        await PrepareAsync(App);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds what a class reads and the small organization does not have.</summary>
    protected virtual Task PrepareAsync(TheApp app) => Task.CompletedTask;
}
