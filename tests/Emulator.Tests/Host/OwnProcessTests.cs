using System.Globalization;
using System.Net.Http.Json;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The host in the app's own process, started by the hook that its configuration for development names, as by F5.</summary>
public sealed class OwnProcessTests
{
    private static readonly string Hook = typeof(Emulator.Host.Worker).Assembly.Location;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_host_and_the_app_are_one_process_and_have_one_clock(bool isNamedTwice)
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
    public async Task A_variable_that_names_the_emulator_leads_to_it_as_a_value_of_local_settings_json_does(bool isChild)
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
    public async Task An_app_in_the_hosts_process_has_a_way_to_its_services_without_sockets(bool isChild, string setting, string transport)
    {
        string[] command = isChild ? [Hook, TinyHost.Assembly] : [TinyHost.Assembly];
        await using var app = await StartedProcess.StartAsync([.. command, "--Emulator:TablesWithoutSockets", setting]);

        Assert.Equal(transport, await app.Client.GetStringAsync("/api/transport"));
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

    [Fact]
    public async Task A_data_file_that_cannot_be_used_ends_the_process_with_one_line()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartedProcess.StartAsync([TinyHost.Assembly], prepare: folder => File.WriteAllText(Path.Combine(folder, "emulator.db"), new string('x', 20_000))));

        Assert.Contains("emulator.db is damaged. Keep a copy of its folder", refusal.Message, StringComparison.Ordinal);
        Assert.Single(refusal.Message.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_setting_of_the_command_line_that_names_the_emulator_is_refused_because_the_app_reads_that_line_itself()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync("--Tables", "UseDevelopmentStorage=true"));

        Assert.StartsWith("It ended with 1: The setting Tables names the emulator on the command line", refusal.Message, StringComparison.Ordinal);
    }

    private static Task<StartedProcess> StartAsync(params string[] settings) => StartedProcess.StartAsync([TinyHost.Assembly, .. settings]);
}
