using System.Globalization;
using System.Net.Http.Json;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The host in the app's own process, started by the startup hook in its development configuration, as with F5.</summary>
public sealed class OwnProcessTests
{
    private static readonly string Hook = typeof(Emulator.Host.Worker).Assembly.Location;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Host_and_app_share_one_process_and_one_clock(bool isNamedTwice)
    {
        string[] command = [TinyHost.Assembly, "--Emulator:FreezeClockAt", "2026-03-02T02:00:00Z"];
        await using var app = await StartedProcess.StartAsync(command, isNamedTwice ? Hook : null);

        Assert.Equal(app.Process.Id.ToString(CultureInfo.InvariantCulture), await app.Client.GetStringAsync("/api/process"));
        Assert.Equal("2026-03-02T02:00:00", await app.Client.GetStringAsync("/api/clock"));
        using var moved = await app.Client.PostAsJsonAsync("/emulator/api/clock", new { advance = "PT5H" });
        Assert.Equal("2026-03-02T07:00:00", await app.Client.GetStringAsync("/api/clock"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_environment_variable_that_refers_to_the_emulator_works_like_local_settings_json(bool isChild)
    {
        string[] command = isChild ? [Hook, TinyHost.Assembly] : [TinyHost.Assembly];
        var environment = new Dictionary<string, string> { ["Tiny__Storage"] = "UseDevelopmentStorage=true" };
        await using var app = await StartedProcess.StartAsync(command, environment: environment);

        var storage = await app.Client.GetStringAsync("/api/settings/Tiny:Storage");
        Assert.StartsWith("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;", storage, StringComparison.Ordinal);
        Assert.Equal(app.Client.BaseAddress?.Authority, await app.Client.GetStringAsync("/api/settings/WEBSITE_HOSTNAME"));
        Assert.Equal(app.DataPath, await app.Client.GetStringAsync("/api/settings/Emulator:DataPath"));
    }

    [Theory]
    [InlineData(false, "true", "HttpClientTransport")]
    [InlineData(false, "false", "none")]
    [InlineData(true, "true", "none")]
    public async Task An_app_in_the_hosts_process_reaches_its_services_without_sockets(bool isChild, string setting, string transport)
    {
        string[] command = isChild ? [Hook, TinyHost.Assembly] : [TinyHost.Assembly];
        await using var app = await StartedProcess.StartAsync([.. command, "--Emulator:TablesWithoutSockets", setting]);

        Assert.Equal(transport, await app.Client.GetStringAsync("/api/transport"));
    }

    [Fact]
    public async Task The_values_of_local_settings_json_are_settings_of_an_app_in_the_hosts_process()
    {
        await using var app = await StartAsync();

        Assert.Equal("12:00:00", await app.Client.GetStringAsync("/api/settings/Tiny:Schedule"));
    }

    [Fact]
    public async Task The_process_stops_cleanly_on_a_stop_signal()
    {
        await using var app = await StartAsync();
        await app.Client.GetStringAsync("/api/process");

        var (code, output) = await app.StopAsync();

        Assert.Equal(0, code);
        Assert.Contains("The tiny app has stopped.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_setting_ends_the_process_with_one_line()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("--Tiny:Schedule", "never"));

        Assert.StartsWith("It ended with 1: The timer function FromSetting has the schedule 'never'", refusal.Message, StringComparison.Ordinal);
        Assert.Single(refusal.Message.Trim().Split('\n'));
    }

    [Fact]
    public async Task An_unusable_data_file_ends_the_process_with_one_line()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartedProcess.StartAsync([TinyHost.Assembly], prepare: folder => File.WriteAllText(Path.Combine(folder, "emulator.db"), new string('x', 20_000))));

        Assert.Contains("emulator.db is damaged. Keep a copy of its folder", refusal.Message, StringComparison.Ordinal);
        Assert.Single(refusal.Message.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_command_line_setting_that_refers_to_the_emulator_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("--Tables", "UseDevelopmentStorage=true"));

        Assert.StartsWith("It ended with 1: The setting Tables names the emulator on the command line", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<StartedProcess> StartAsync(params string[] settings) => StartedProcess.StartAsync([TinyHost.Assembly, .. settings]);
}
