using System.Globalization;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The host in the app's own process, started by a startup hook: what <c>dotnet run</c> and F5 do.</summary>
public sealed class OwnProcessTests
{
    private static readonly string Hook = typeof(Emulator.Host.Worker).Assembly.Location;

    [Fact]
    public async Task The_host_and_the_app_are_one_process_and_have_one_clock()
    {
        await using var app = await StartAsync("--Emulator:FreezeClockAt", "2026-03-02T02:00:00Z");

        Assert.Equal(app.Process.Id.ToString(CultureInfo.InvariantCulture), await app.Client.GetStringAsync("/api/process"));
        Assert.Equal("2026-03-02T02:00:00", await app.Client.GetStringAsync("/api/clock"));
    }

    [Fact]
    public async Task The_values_of_local_settings_json_are_settings_of_the_app()
    {
        await using var app = await StartAsync();

        Assert.Equal("12:00:00", await app.Client.GetStringAsync("/api/settings/Tiny:Schedule"));
    }

    [Fact]
    public async Task The_process_ends_cleanly_when_it_is_asked_to()
    {
        await using var app = await StartAsync();
        await app.Client.GetStringAsync("/api/process");

        var (code, output) = await app.StopAsync();

        Assert.Equal(0, code);
        Assert.Contains("The tiny app has stopped.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_used_ends_the_process_with_one_line()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("--Tiny:Schedule", "never"));

        Assert.StartsWith("It ended with 1: The timer function FromSetting has the schedule 'never'", refusal.Message, StringComparison.Ordinal);
        Assert.Single(refusal.Message.Trim().Split('\n'));
    }

    private static Task<StartedProcess> StartAsync(params string[] settings) => StartedProcess.StartAsync([TinyHost.Assembly, .. settings], Hook);
}
