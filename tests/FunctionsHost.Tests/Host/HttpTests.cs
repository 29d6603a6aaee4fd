using Xunit;

namespace AccessReview.FunctionsHost.Tests.Host;

public sealed class HttpTests(HttpTests.Running running) : IClassFixture<HttpTests.Running>
{
    private readonly TinyHost _host = running.Host;

    [Fact]
    public async Task A_request_is_answered_by_the_function_of_its_route()
    {
        var answer = await _host.Client.GetStringAsync("/api/hello/Emily");

        Assert.Equal("Hello Emily", answer);
    }

    [Fact]
    public async Task A_line_that_a_function_logs_is_in_the_hosts_log_under_the_functions_name()
    {
        await _host.Client.GetStringAsync("/api/hello/Amara");

        var line = await _host.Log.WaitForAsync(line => line.Message == "Said hello to Amara");
        Assert.Equal("Function.Hello.User", line.Category);
    }

    public sealed class Running : IAsyncLifetime
    {
        internal TinyHost Host { get; private set; } = null!; // Set before the first test.

        public async ValueTask InitializeAsync() => Host = await TinyHost.StartAsync();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
