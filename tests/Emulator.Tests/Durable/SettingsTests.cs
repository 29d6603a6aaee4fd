using AccessReview.Emulator.Durable;
using AccessReview.Emulator.Host;
using Microsoft.Extensions.Configuration;
using Xunit;
using static DurableTask.Core.Settings.VersioningSettings;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>The section extensions:durableTask of host.json.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Durable_settings_are_read_and_settings_of_another_storage_are_ignored()
    {
        var options = Read(
            ("hubName", "Hub"),
            ("defaultVersion", "1.1.0"),
            ("versionMatchStrategy", "Strict"),
            ("versionFailureStrategy", "Fail"),
            ("maxConcurrentActivityFunctions", "3"),
            ("extendedSessionsEnabled", "true"),
            ("storageProvider:controlQueueVisibilityTimeout", "00:01:00"));

        Assert.Equal(("Hub", "1.1.0"), (options.HubName, options.DefaultVersion));
        Assert.Equal(VersionMatchStrategy.Strict, options.VersionMatchStrategy);
        Assert.Equal(VersionFailureStrategy.Fail, options.VersionFailureStrategy);
        Assert.Equal((3, true), (options.MaxConcurrentActivityFunctions, options.ExtendedSessionsEnabled));
        Assert.Equal(OverridableStates.NonRunningStates, options.OverridableExistingInstanceStates);
    }

    [Theory]
    [InlineData("localRpcEndpointEnabled", "false", "does not support")]
    [InlineData("versionMatchStrategy", "Newest", "cannot be read")]
    [InlineData("maxConcurrentOrchestratorFunctions", "0", "write 1 or more")]
    public void An_unsupported_or_unreadable_durable_setting_stops_the_start(string name, string value, string expected)
    {
        var refused = Assert.Throws<EmulatorRefusedException>(() => Read((name, value)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static DurableOptions Read(params (string Name, string Value)[] settings)
    {
        var section = settings.ToDictionary(setting => $"extensions:durableTask:{setting.Name}", setting => (string?)setting.Value);
        return DurableSettings.Read(new HostJson(new ConfigurationBuilder().AddInMemoryCollection(section).Build()));
    }
}
