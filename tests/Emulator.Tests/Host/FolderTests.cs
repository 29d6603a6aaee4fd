using AccessReview.Emulator.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Settings in the files beside the app.</summary>
public sealed class FolderTests(FolderTests.Running running) : IClassFixture<FolderTests.Running>
{
    private readonly TinyHost _host = running.Host;

    [Fact]
    public async Task The_route_prefix_of_host_json_precedes_each_route() =>
        Assert.Equal("Hello Emily", await _host.Client.GetStringAsync("/tiny/v1/hello/Emily"));

    [Fact]
    public async Task The_values_of_local_settings_json_are_settings_of_the_app() =>
        Assert.Equal("from the file", await _host.Client.GetStringAsync("/tiny/v1/settings/Tiny:InFile"));

    [Fact]
    public async Task A_setting_passed_to_the_host_overrides_local_settings_json() =>
        Assert.Equal("given", await _host.Client.GetStringAsync("/tiny/v1/settings/Tiny:Given"));

    [Fact]
    public async Task A_function_disabled_by_a_setting_is_not_found()
    {
        using var answer = await _host.Client.GetAsync("/tiny/v1/head");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain(_host.App.Services.GetRequiredService<TimerTrigger>().Upcoming, timer => timer.Function == "Nightly");
    }

    [Fact]
    public async Task The_log_level_of_host_json_filters_the_lines_of_a_function()
    {
        await _host.Client.GetStringAsync("/tiny/v1/hello/Amara");
        using var failed = await _host.Client.GetAsync("/tiny/v1/fails");
        await _host.Log.WaitForAsync(line => line.Message.Contains("Fails failed", StringComparison.Ordinal));

        Assert.DoesNotContain(_host.Log.Lines, line => line.Category == "Function.Hello.User");
    }

    public sealed class Running : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tiny-app");

        internal TinyHost Host { get; private set; } = null!; // Set before the first test.

        public async ValueTask InitializeAsync()
        {
            var built = Path.GetDirectoryName(TinyHost.Assembly)!; // A file has one.
            foreach (var file in Directory.EnumerateFiles(built))
                File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "host.json"), """
                { "version": "2.0", "logging": { "logLevel": { "Function.Hello.User": "Warning" } }, "extensions": { "http": { "routePrefix": "tiny/v1" } } }
                """);
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "local.settings.json"), """
                { "Values": { "Tiny__InFile": "from the file", "Tiny:Given": "from the file", "Tiny:Schedule": "12:00:00", "Tiny:TextQueue": "text",
                  "AzureWebJobs.HeadOnly.Disabled": "true", "AzureWebJobs.Nightly.Disabled": "1" } } // as the tools write it
                """);
            var app = Path.Combine(_folder.FullName, Path.GetFileName(TinyHost.Assembly));
            Host = await TinyHost.StartAsync(new Dictionary<string, string?> { ["Tiny:Given"] = "given" }, options: options => options with { AppAssembly = app });
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
