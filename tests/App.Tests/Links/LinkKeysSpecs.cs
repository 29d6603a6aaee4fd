using System.Security.Cryptography;
using AccessReview.App.Keys;
using AccessReview.App.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AccessReview.App.Tests.Links;

public sealed class LinkKeysSpecs : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("link-keys").FullName;
    private readonly StoppedClock _clock = new();

    public void Dispose() => System.IO.Directory.Delete(_folder, true);

    [Fact]
    public void The_previous_key_still_verifies_links_after_a_rotation()
    {
        var (settings, keys) = Keys(("Links:SigningKey", "k1"), ("Links:Keys:k1", NewKey()));
        var (_, before) = keys.Signing;

        settings["Links:Keys:k2"] = NewKey();
        settings["Links:SigningKey"] = "k2";
        _clock.Now += TimeSpan.FromSeconds(61);

        Assert.Equal("k2", keys.Signing.Name);
        Assert.Equal(before, keys.Find("k1"));
    }

    [Fact]
    public void A_removed_key_stops_verifying_links_within_a_minute()
    {
        var (settings, keys) = Keys(("Links:SigningKey", "k2"), ("Links:Keys:k1", NewKey()), ("Links:Keys:k2", NewKey()));
        Assert.NotNull(keys.Find("k1"));

        settings["Links:Keys:k1"] = null;
        _clock.Now += TimeSpan.FromSeconds(60);

        Assert.Null(keys.Find("k1"));
        Assert.NotNull(keys.Find("k2"));
    }

    [Fact]
    public void A_key_lookup_reads_settings_at_most_once_a_minute()
    {
        var (settings, keys) = Keys(("Links:SigningKey", "k1"), ("Links:Keys:k1", NewKey()));
        Assert.Null(keys.Find("k9"));

        settings["Links:Keys:k9"] = NewKey();

        Assert.Null(keys.Find("k9"));
    }

    [Fact]
    public void A_local_machine_creates_its_own_key_and_keeps_it()
    {
        var (_, keys) = Keys(("Links:KeyFolder", _folder));
        var (_, again) = Keys(("Links:KeyFolder", _folder));

        Assert.Equal(LinkToken.KeyBytes, keys.Signing.Key.Length);
        Assert.Equal(keys.Signing.Key, again.Signing.Key);
    }

    [Fact]
    public void The_key_file_of_a_local_machine_is_readable_only_by_its_owner()
    {
        if (OperatingSystem.IsWindows())
            return; // Windows has other file modes.

        var (_, keys) = Keys(("Links:KeyFolder", _folder));
        Assert.NotNull(keys.Signing.Name);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "link.key")));
    }

    [Fact]
    public void In_production_only_configured_keys_are_used()
    {
        var options = new LinkOptions();

        Assert.Null(options.Fault(true));
        Assert.NotNull(options.Fault(false));
    }

    [Theory]
    [InlineData("k1", "k1", "AAAA")]
    [InlineData("k1", "k1", "not base64!")]
    [InlineData("k2", "k1", null)]
    [InlineData("k 1", "k 1", null)]
    public void Settings_without_a_valid_key_are_refused(string signing, string name, string? value)
    {
        var options = new LinkOptions { SigningKey = signing, Keys = { [name] = value ?? NewKey() } };

        Assert.NotNull(options.Fault(true));
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(LinkToken.KeyBytes));

    private (IConfiguration Settings, LinkKeys Keys) Keys(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
        return (configuration, new LinkKeys(configuration, new LocalKeys(new Development(), configuration), _clock));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Development : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
