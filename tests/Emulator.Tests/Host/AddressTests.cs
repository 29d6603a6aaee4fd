using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The addresses the host listens on and passes to the app.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("http://localhost:0", "127.0.0.1")]
    [InlineData("http://127.0.0.1:0;http://localhost:0", "127.0.0.1")]
    public async Task A_free_port_is_chosen_and_passed_to_the_app(string urls, string name)
    {
        await using var host = await TinyHost.StartAsync(new Dictionary<string, string?> { ["urls"] = urls });

        var address = new Uri($"http://{await host.Client.GetStringAsync("/api/settings/WEBSITE_HOSTNAME")}");
        using var answer = await host.Client.GetAsync(new Uri(address, "/emulator"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(host.App.Address, address);
        Assert.Equal(name, address.Host);
        Assert.NotEqual(0, address.Port);
    }

    [Fact]
    public async Task A_configured_port_is_used()
    {
        var port = FreePort();
        await using var host = await TinyHost.StartAsync(new Dictionary<string, string?> { ["urls"] = $"http://localhost:{port}" });

        Assert.Equal($"localhost:{port}", await host.Client.GetStringAsync("/api/settings/WEBSITE_HOSTNAME"));
    }

    [Fact]
    public async Task A_host_that_listens_on_every_interface_is_reached_by_localhost()
    {
        await using var host = await TinyHost.StartAsync(
            new Dictionary<string, string?> { ["Emulator:AllowRemote"] = "true", ["urls"] = "http://+:0" });

        Assert.Equal("localhost", host.App.Address.Host);
        Assert.Equal(host.App.Address.Authority, await host.Client.GetStringAsync("/api/settings/WEBSITE_HOSTNAME"));
    }

    [Theory]
    [InlineData("http://0.0.0.0:80")]
    [InlineData("http://+:80")]
    [InlineData("http://*:80")]
    [InlineData("http://[::]:80")]
    public void An_address_of_every_interface_is_shown_as_localhost(string url) =>
        Assert.Equal(new Uri("http://localhost:80"), ListenAddress.Parse(url, "Emulator:Urls").Reachable);

    [Fact]
    public void An_https_address_is_refused_with_advice()
    {
        var refused = Assert.Throws<EmulatorRefusedException>(() => ListenAddress.Parse("https://localhost:7071", "Emulator:Urls"));

        Assert.Contains("speaks http only", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Site:BaseUrl", refused.Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
