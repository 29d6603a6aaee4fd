using AccessReview.App.Tests.Builders;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>
/// One app with the small organization, for tests of a class that change nothing that other tests read and do not move
/// the clock. The tests of a class run one after the other.
/// </summary>
public class SharedApp : IAsyncLifetime
{
    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    /// <summary>The content of the directory.</summary>
    protected virtual object Import => SmallOrganization.Import;

    /// <summary>Settings in command-line form: <c>Name=value</c>.</summary>
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

    /// <summary>Adds data that a test class needs beyond the small organization.</summary>
    protected virtual Task PrepareAsync(TheApp app) => Task.CompletedTask;
}
