using AccessReview.Emulator.Host;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class SettingsTests
{
    [Fact]
    public async Task Local_settings_are_read_flat_and_weaker_than_the_command_line()
    {
        await using var host = new HostDriver();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "local.settings.json"), """
            { "IsEncrypted": false, "Values": { "Site__Name": "local", "Plain": "local", "Both": "local" } } // as the tools write it
            """);
        await host.Setting("Both", "command line").StartAsync();
        var settings = host.Services.GetRequiredService<IConfiguration>();

        Assert.Equal("local", settings["Site:Name"]);
        Assert.Equal("local", settings["Plain"]);
        Assert.Equal("command line", settings["Both"]);
    }

    [Fact]
    public async Task The_development_store_is_this_emulators_table_endpoint()
    {
        await using var host = await new HostDriver().Setting("AppStorage", "UseDevelopmentStorage=true").StartAsync();
        var client = new TableServiceClient(host.Services.GetRequiredService<IConfiguration>()["AppStorage"]);

        await client.CreateTableAsync("things");

        Assert.Equal(host.Emulator.TablesAddress, client.Uri);
    }

    [Fact]
    public async Task A_table_port_that_is_chosen_is_one_of_the_host_that_was_asked_for()
    {
        if (OperatingSystem.IsMacOS())
            return; // Its only loopback address of this family is 127.0.0.1.

        await using var host = await new HostDriver().Setting("AppStorage", "UseDevelopmentStorage=true").Setting("Emulator:TablesUrl", "http://127.0.0.2:0").StartAsync();
        var client = new TableServiceClient(host.Services.GetRequiredService<IConfiguration>()["AppStorage"]);

        await client.CreateTableAsync("things");

        Assert.Equal("127.0.0.2", client.Uri.Host);
    }

    [Fact]
    public async Task Each_emulator_is_a_service_bus_namespace_of_its_own()
    {
        const string asked = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
        await using var one = await new HostDriver().Setting("ServiceBus", asked).StartAsync();
        await using var other = await new HostDriver().Setting("ServiceBus", asked).StartAsync();

        Assert.NotEqual(
            one.Services.GetRequiredService<IConfiguration>()["ServiceBus"],
            other.Services.GetRequiredService<IConfiguration>()["ServiceBus"]);
    }

    [Theory]
    [InlineData("endpoint=http://emulator/;accesskey=c2VjcmV0", "endpoint=http://emulator-")]
    [InlineData("http://emulator", "http://emulator-")]
    [InlineData("https://mail.example", "https://mail.example")]
    public async Task The_mail_service_named_emulator_is_this_emulators_own(string asked, string start)
    {
        await using var host = await new HostDriver().Setting("Mail", asked).StartAsync();

        Assert.StartsWith(start, host.Services.GetRequiredService<IConfiguration>()["Mail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_the_app_adds_is_read_through_as_well()
    {
        await using var host = await new HostDriver
        {
            Configure = builder => builder.Configuration.AddInMemoryCollection([new("Late", "UseDevelopmentStorage=true")]),
        }.StartAsync();

        Assert.Contains("AccountName=devstoreaccount1", host.Services.GetRequiredService<IConfiguration>()["Late"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_function_is_not_there()
    {
        await using var host = await new HostDriver().With<HttpSample>().With<TimerSample>()
            .Setting("AzureWebJobs.Hello.Disabled", "true").Setting("AzureWebJobs.Hourly.Disabled", "1").StartAsync();

        using var answer = await host.Http.GetAsync("api/hello");
        await host.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(host.Journal.Lines);
    }

    [Fact]
    public async Task The_clock_of_the_app_is_the_emulators_and_the_environment_is_development()
    {
        await using var host = await new HostDriver().StartAsync();

        Assert.Same(host.Emulator.Clock, host.Services.GetRequiredService<TimeProvider>());
        Assert.True(host.Services.GetRequiredService<IHostEnvironment>().IsDevelopment());
    }

    [Fact]
    public async Task A_timer_whose_setting_is_missing_is_refused_by_name()
    {
        await using var host = new HostDriver().With<TimerKinds>();

        var refused = Assert.Throws<EmulatorRefusedException>(host.Build);

        Assert.Contains("%Nightly%", refused.Message, StringComparison.Ordinal);
    }
}
