using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The real worker's container is a HostApplicationBuilder's: strict while developing, lenient in the cloud.</summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task A_service_of_a_scope_is_not_given_to_who_has_none()
    {
        await using var host = await new HostDriver { Configure = builder => builder.Services.AddScoped<PerCall>() }.StartAsync();

        Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<PerCall>);
    }

    [Fact]
    public async Task A_service_whose_needs_nobody_meets_stops_the_start()
    {
        await using var host = new HostDriver { Configure = builder => builder.Services.AddSingleton<Needy>() };

        Assert.Throws<AggregateException>(host.Build);
    }

    private sealed class PerCall;

    private sealed class Needy(IFormattable unmet)
    {
        public IFormattable Unmet => unmet;
    }
}
