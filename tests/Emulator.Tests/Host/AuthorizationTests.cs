using System.Net;
using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class AuthorizationTests
{
    [Theory]
    [InlineData("keyed", "", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("keyed", "function", HttpStatusCode.OK)]
    [InlineData("keyed", "master", HttpStatusCode.OK)]
    [InlineData("owned", "function", HttpStatusCode.Unauthorized)]
    [InlineData("owned", "master", HttpStatusCode.OK)]
    public async Task A_level_above_anonymous_asks_for_its_key_in_header_or_query(string function, string key, HttpStatusCode expected)
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();
        var keys = host.Services.GetRequiredService<HostKeys>();
        var value = key switch
        {
            "function" => keys.Function,
            "master" => keys.Master,
            _ => key,
        };

        using var byQuery = await host.Http.GetAsync($"api/{function}?code={value}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/{function}");
        request.Headers.Add("x-functions-key", value);
        using var byHeader = await host.Http.SendAsync(request);

        Assert.Equal(expected, byQuery.StatusCode);
        Assert.Equal(expected, byHeader.StatusCode);
    }

    [Fact]
    public async Task Keys_outlive_a_restart()
    {
        await using var host = await new HostDriver().With<HttpSample>().StartAsync();
        var before = host.Services.GetRequiredService<HostKeys>().Master;

        await host.StopAsync();
        await host.StartAsync();

        Assert.Equal(before, host.Services.GetRequiredService<HostKeys>().Master);
    }
}
