using AccessReview.Emulator.Front;
using AccessReview.Emulator.Tests.Host;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.Emulator.Tests.Front;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData(1024L, 234L)]
    [InlineData(256L, 32L)]
    [InlineData(20_000L, 6560L)]
    [InlineData(1_048_576L, 10_000L)]
    [InlineData(null, 10_000L)]
    public void The_connection_limit_fits_the_file_descriptors_of_the_process(long? descriptors, long expected) =>
        Assert.Equal(expected, ConnectionLimit.Of(descriptors));

    [Fact]
    public async Task The_web_server_accepts_no_more_connections_than_its_limit()
    {
        await using var host = new BuiltHost();

        var kestrel = host.Get<IOptions<KestrelServerOptions>>().Value;

        Assert.Equal(ConnectionLimit.Current, kestrel.Limits.MaxConcurrentConnections);
    }
}
