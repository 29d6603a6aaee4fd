using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class RefusalTests
{
    [Fact]
    public async Task Two_emulators_do_not_share_a_data_file()
    {
        await using var first = await new HostDriver().StartAsync();
        await using var second = new HostDriver().Setting("Emulator:DataPath", first.Emulator.DataPath);

        Assert.Contains("Emulator:DataPath", Refusal(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var host = new HostDriver().Setting("Emulator:Urls", $"http://localhost:{port}");

        Assert.Contains($"{port} is in use", Refusal(host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://192.0.2.1:0")]
    public async Task Only_this_machine_is_listened_to(string url)
    {
        await using var host = new HostDriver().Setting("Emulator:Urls", url);

        Assert.Contains("Emulator:AllowRemote=true", Refusal(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_host_json_is_named()
    {
        await using var host = new HostDriver().HostJson("{ \"version\": ");

        Assert.Contains("host.json is not valid JSON", Refusal(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_functions_on_one_route_are_named()
    {
        await using var host = new HostDriver().With<HttpSample>().With<HttpDouble>();

        Assert.Contains("HelloAgain", Refusal(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_data_file_is_a_sentence_that_says_what_to_do()
    {
        await using var host = new HostDriver();
        Directory.CreateDirectory(Path.Combine(host.Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "data", "emulator.db"), new string('x', 9000));

        var refusal = Refusal(host);

        Assert.Contains("is damaged", refusal, StringComparison.Ordinal);
        Assert.Contains("Emulator:DataPath", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_a_page_of_is_damaged_is_refused_too()
    {
        await using var host = await new HostDriver().StartAsync();
        await host.StopAsync();
        var file = Path.Combine(host.Folder, "data", "emulator.db");
        var content = await File.ReadAllBytesAsync(file);
        content.AsSpan(content.Length / 2, content.Length / 4).Fill(0xA5);
        await File.WriteAllBytesAsync(file, content);

        Assert.Contains("is damaged", Refusal(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_folder_is_named()
    {
        await using var host = new HostDriver();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "data"), "");

        Assert.Contains("a file has its name", Refusal(host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "on a disk that is read-only")]
    [InlineData(28, "is full")]
    [InlineData(11, "another emulator uses it")]
    public void A_folder_that_cannot_be_used_is_called_what_it_is(int error, string expected) =>
        Assert.Contains(expected, FolderFault.Sentence("/data", new IOException("refused", error)), StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_this_user_may_not_write_to_is_called_read_only() =>
        Assert.Contains("is read-only for this user", FolderFault.Sentence("/data", new UnauthorizedAccessException()), StringComparison.Ordinal);

    private static string Refusal(HostDriver host) => Assert.Throws<EmulatorRefusedException>(host.Build).Message;
}
