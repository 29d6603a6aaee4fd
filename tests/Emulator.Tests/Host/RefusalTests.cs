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

        Assert.Contains(url.Contains('*', StringComparison.Ordinal) ? "cannot be used" : "Emulator:AllowRemote=true", Refusal(host), StringComparison.Ordinal);
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

    private static string Refusal(HostDriver host) => Assert.Throws<EmulatorRefusedException>(host.Build).Message;
}
