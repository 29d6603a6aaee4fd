using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class AddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0", "127.0.0.1")]
    [InlineData("http://localhost:0", "127.0.0.1")]
    [InlineData("http://127.0.0.1:0;http://localhost:0", "127.0.0.1")]
    public async Task Without_an_address_of_its_own_the_site_is_where_the_app_really_listens(string urls, string host)
    {
        await using var app = await new HostDriver().With<HttpSample>().Setting("urls", urls).StartAsync();

        var site = new Uri(Setting(app, "Site:BaseUrl"));
        using var http = new HttpClient { BaseAddress = site };
        using var answer = await http.GetAsync("/emulator");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(host, site.Host);
        Assert.NotEqual(0, site.Port);
        Assert.Equal($"{site}emulator/outbox", Setting(app, "Site:OutboxUrl"));
        Assert.Equal(site, app.Emulator.Address);
    }

    [Fact]
    public async Task A_port_that_was_asked_for_is_the_sites()
    {
        var port = FreePort();
        await using var app = await new HostDriver().Setting("urls", $"http://localhost:{port}").StartAsync();

        Assert.Equal($"http://localhost:{port}", Setting(app, "Site:BaseUrl"));
    }

    [Fact]
    public async Task An_address_that_is_set_is_the_sites_wherever_the_app_listens()
    {
        await using var app = await new HostDriver().Setting("Site:BaseUrl", "https://access.example.org").StartAsync();

        Assert.Equal("https://access.example.org", Setting(app, "Site:BaseUrl"));
        Assert.StartsWith(app.Emulator.Address.ToString(), Setting(app, "Site:OutboxUrl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://+:0")]
    [InlineData("http://*:0")]
    public async Task An_app_that_listens_everywhere_is_reached_by_the_name_of_this_machine(string urls)
    {
        await using var app = await new HostDriver().Setting("Emulator:AllowRemote", "true").Setting("urls", urls).StartAsync();

        var site = new Uri(Setting(app, "Site:BaseUrl"));
        using var answer = await app.Http.GetAsync("/emulator");

        Assert.Equal("localhost", site.Host);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void An_https_address_is_refused_with_what_to_do_instead()
    {
        var refused = Assert.Throws<EmulatorRefusedException>(() => ListenAddress.Parse("https://localhost:7071", "Emulator:Urls"));

        Assert.Contains("speaks http only", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Site:BaseUrl", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_folder_is_told_to_settings_that_lie_in_it()
    {
        await using var app = await new HostDriver().StartAsync();

        Assert.Equal(app.Emulator.DataPath, Path.GetFullPath(Setting(app, "Emulator:DataPath")));
    }

    private static string Setting(HostDriver app, string name) => app.Services.GetRequiredService<IConfiguration>()[name] ?? "";

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
