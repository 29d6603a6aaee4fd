using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>What refuses the start before a worker is started, each in one sentence.</summary>
public sealed class StartRefusalTests
{
    [Fact]
    public async Task Two_emulators_do_not_share_a_data_file()
    {
        await using var first = new BuiltHost();
        _ = first.Services;
        await using var second = new BuiltHost(("Emulator:DataPath", first.DataPath));

        Assert.Contains("another emulator uses it", second.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Emulator:Urls")]
    [InlineData("Emulator:TablesUrl")]
    public async Task A_port_in_use_is_named_with_the_setting_that_chooses_another(string setting)
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
    public async Task A_port_in_use_for_queues_or_mails_is_named_with_the_setting_that_chooses_another(string setting)
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
    public async Task Only_this_machine_is_listened_to(string url)
    {
        await using var host = new BuiltHost(("Emulator:Urls", url));

        Assert.Contains("Emulator:AllowRemote=true", host.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host.json", "host.json is not valid JSON")]
    [InlineData("local.settings.json", "local.settings.json is not valid")]
    public async Task A_file_of_settings_that_is_broken_is_named(string file, string complaint)
    {
        await using var host = new BuiltHost();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, file), "{ \"version\": ");

        Assert.Contains(complaint, host.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_data_file_is_a_sentence_that_says_what_to_do()
    {
        await using var host = new BuiltHost();
        Directory.CreateDirectory(host.DataPath);
        await File.WriteAllTextAsync(Path.Combine(host.DataPath, "emulator.db"), new string('x', 9000));

        var refusal = host.Refusal();

        Assert.Contains("is damaged", refusal, StringComparison.Ordinal);
        Assert.Contains("Emulator:DataPath", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_a_page_of_is_damaged_is_refused_too()
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
    public async Task A_file_in_the_place_of_the_data_folder_is_named()
    {
        await using var host = new BuiltHost();
        await File.WriteAllTextAsync(host.DataPath, "");

        Assert.Contains("a file has its name", host.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_opened_before_a_refusal_is_free_for_the_next_start()
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
    public void A_folder_that_cannot_be_used_is_called_what_it_is(int error, string expected) =>
        Assert.Contains(expected, FolderFault.Sentence("/data", new IOException("refused", error)), StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_this_user_may_not_write_to_is_called_read_only() =>
        Assert.StartsWith(
            "The data folder /data is read-only for this user.",
            FolderFault.Sentence("/data", new UnauthorizedAccessException()),
            StringComparison.Ordinal);
}
