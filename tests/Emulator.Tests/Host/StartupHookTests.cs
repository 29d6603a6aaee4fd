using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>
/// The emulator as a startup hook. The tiny app's development configuration names it, as the app's does, so here it is
/// named twice if the variable names it too.
/// </summary>
public sealed class StartupHookTests
{
    private static readonly string Hook = typeof(StartupHook).Assembly.Location;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_started_by_another_host_is_not_changed(bool isNamedTwice)
    {
        await using var host = await TinyHost.StartAsync(
            new Dictionary<string, string?> { ["Emulator:FreezeClockAt"] = "2026-03-02T02:00:00Z" },
            configure: services => services.AddSingleton<IWorkerLauncher>(provider =>
                ActivatorUtilities.CreateInstance<PlainLauncher>(provider, isNamedTwice ? Hook : "")));

        var worker = await host.Client.GetStringAsync("/api/process");
        var clock = await host.Client.GetStringAsync("/api/clock");

        Assert.Equal(host.App.Services.GetRequiredService<Worker>().Current?.Process.Id.ToString(null as IFormatProvider), worker);
        // It has neither this host's clock nor its own host, which would have failed because the data folder is in use.
        Assert.NotEqual("2026-03-02T02:00:00", clock);
        Assert.Single(host.Log.Lines, line => line.Message.Contains("Functions started on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_started_by_this_host_has_its_clock_and_inherits_no_host_settings()
    {
        var settings = new Dictionary<string, string?> { ["Emulator:FreezeClockAt"] = "2026-03-02T02:00:00Z" };
        await using var host = await TinyHost.StartAsync(settings);

        Assert.Equal("2026-03-02T02:00:00", await host.Client.GetStringAsync("/api/clock"));
        // Child processes of the worker get no settings of this host.
        Assert.All(
            [StartupHook.HooksVariable, StartupHook.EarlierHooksVariable, StartupHook.ClockVariable],
            name => Assert.Equal("none", host.Client.GetStringAsync($"/api/settings/{name}").GetAwaiter().GetResult()));
    }
}
