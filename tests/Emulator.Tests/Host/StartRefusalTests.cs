using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Refusals before a worker is started, each in one sentence.</summary>
public sealed class StartRefusalTests
{
    [Fact]
    public async Task A_second_emulator_on_the_same_data_file_does_not_start()
    {
        await using var first = new BuiltHost();
        _ = first.Services;
        await using var second = new BuiltHost(("Emulator:DataPath", first.DataPath));

        Assert.Contains("another emulator uses it", second.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Emulator:Urls")]
    [InlineData("Emulator:TablesUrl")]
    public async Task A_port_in_use_is_reported_with_the_setting_for_another_port(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var host = new BuiltHost((setting, $"http://127.0.0.1:{port}"));

        Assert.Equal($"The port {port} is in use; stop the program that listens on it, or choose another with {setting}.", host.Refusal());
    }

    [Theory]
    [InlineData("Emulator:ServiceBusPort")]
    [InlineData("Emulator:EmailPort")]
    public async Task A_port_in_use_for_queues_or_mails_is_reported_with_the_setting_for_another_port(string setting)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var settings = new Dictionary<string, string?> { [setting] = $"{port}" };
        var refusal = await Assert.ThrowsAsync<EmulatorRefusedException>(() => TinyHost.StartAsync(settings));

        Assert.Equal($"The port {port} is in use; stop the program that listens on it, or choose another with {setting}.", refusal.Message);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://192.0.2.1:0")]
    public async Task An_address_of_another_machine_is_refused(string url)
    {
        await using var host = new BuiltHost(("Emulator:Urls", url));

        Assert.Contains("Emulator:AllowRemote=true", host.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host.json", "host.json is not valid JSON")]
    [InlineData("local.settings.json", "local.settings.json is not valid")]
    public async Task A_broken_settings_file_is_named(string file, string complaint)
    {
        await using var host = new BuiltHost();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, file), "{ \"version\": ");

        Assert.Contains(complaint, host.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_data_file_is_reported_with_advice()
    {
        await using var host = new BuiltHost();
        Directory.CreateDirectory(host.DataPath);
        await File.WriteAllTextAsync(Path.Combine(host.DataPath, "emulator.db"), new string('x', 9000));

        var refusal = host.Refusal();

        Assert.Contains("is damaged", refusal, StringComparison.Ordinal);
        Assert.Contains("Emulator:DataPath", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_with_one_damaged_page_is_refused()
    {
        await using var host = new BuiltHost();
        await host.Get<EmulatorClock>().AdvanceAsync(TimeSpan.FromDays(1));
        await host.EndAsync();
        var file = Path.Combine(host.DataPath, "emulator.db");
        var content = await File.ReadAllBytesAsync(file);
        content.AsSpan(content.Length / 2, content.Length / 4).Fill(0xA5);
        await File.WriteAllBytesAsync(file, content);

        Assert.Contains("is damaged", host.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_at_the_path_of_the_data_folder_is_named()
    {
        await using var host = new BuiltHost();
        await File.WriteAllTextAsync(host.DataPath, "");

        Assert.Contains("a file has its name", host.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_start_releases_its_files_and_ports_for_the_next_start()
    {
        await using var host = new BuiltHost();
        var file = Path.Combine(host.Folder, "host.json");
        await File.WriteAllTextAsync(file, "{");
        host.Refusal();

        File.Delete(file);

        Assert.NotNull(host.Services);
    }

    [Theory]
    [InlineData(30, "on a disk that is read-only")]
    [InlineData(28, "is full")]
    [InlineData(11, "another emulator uses it")]
    public void An_unusable_data_folder_is_reported_with_its_cause(int error, string expected) =>
        Assert.Contains(expected, FolderFault.Sentence("/data", new IOException("refused", error)), StringComparison.Ordinal);

    [Fact]
    public void A_data_folder_without_write_permission_is_reported_as_read_only() =>
        Assert.StartsWith(
            "The data folder /data is read-only for this user.",
            FolderFault.Sentence("/data", new UnauthorizedAccessException()),
            StringComparison.Ordinal);
}
