using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentSessions", "4", "extensions.serviceBus.maxConcurrentSessions")]
    [InlineData("AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls", "0", "at least 1")]
    [InlineData("AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls", "many", "extensions:serviceBus:maxConcurrentCalls")]
    [InlineData("AzureFunctionsJobHost:extensions:serviceBus:maxAutoLockRenewalDuration", "-00:01:00", "must not be negative")]
    [InlineData("AzureFunctionsJobHost:extensions:serviceBus:prefetchCount", "10", "prefetchCount")]
    [InlineData("ServiceBus", "Endpoint=sb://bus.example.org;SharedAccessKeyName=n;SharedAccessKey=k", "the connection ServiceBus, which does not lead to this host")]
    public async Task An_unsupported_Service_Bus_option_stops_the_start(string setting, string value, string complaint)
    {
        var refusal = await Assert.ThrowsAsync<EmulatorRefusedException>(() => TinyBus.StartAsync(settings: (setting, value)));

        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_options_of_the_client_are_accepted_because_they_concern_the_network()
    {
        await using var bus = await TinyBus.StartAsync(settings: ("AzureFunctionsJobHost:extensions:serviceBus:clientRetryOptions:maxRetries", "5"));
        await bus.SendAsync("text", "hello");

        Assert.Equal("hello", await bus.AnswerTextAsync());
    }
}
