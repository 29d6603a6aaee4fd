using AccessReview.Emulator.Durable;
using Azure;
using Azure.Communication.Email;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Settings that refer to "the emulator" lead the app to this host's services.</summary>
public sealed class SettingsTests(SettingsTests.Running running) : IClassFixture<SettingsTests.Running>
{
    private readonly TinyHost _host = running.Host;

    [Fact]
    public async Task UseDevelopmentStorage_is_the_table_service_of_this_host()
    {
        var tables = new TableServiceClient(await SettingAsync("Tiny:Storage"));

        await tables.CreateTableAsync("things");

        // The fixture chooses the machine's second loopback address if it has one.
        Assert.Equal(Running.Loopback, tables.Uri.Host);
        Assert.NotEqual(0, tables.Uri.Port);
    }

    [Fact]
    public async Task A_mail_sent_by_the_app_is_on_the_outbox_page()
    {
        var mail = new EmailClient(await SettingAsync("Tiny:Mail"), new EmailClientOptions());
        var message = new EmailMessage(
            "no-reply@example.org",
            new EmailRecipients([new EmailAddress("ada@example.org")]),
            new EmailContent("A question <for> you") { Html = "<p>Keep it?</p>" });

        await mail.SendAsync(WaitUntil.Completed, message, Guid.NewGuid());

        Assert.Contains("A question &lt;for&gt; you", await _host.Client.GetStringAsync("/emulator/outbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_links_to_the_others_and_names_folder_tables_and_keys()
    {
        var page = await _host.Client.GetStringAsync("/emulator");

        Assert.All(
            ["/emulator/outbox", "/emulator/clock", _host.DataPath, Running.Loopback, "Function key", "Master key"],
            shown => Assert.Contains(shown, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_Service_Bus_of_the_app_is_the_one_of_this_host()
    {
        var port = System.Text.RegularExpressions.Regex.Match(await SettingAsync("ServiceBus"), "localhost:([0-9]+)").Groups[1].Value;

        Assert.NotEmpty(port);
        Assert.NotEqual("0", port);
    }

    [Theory]
    [InlineData("Tiny:OtherMail", "endpoint=https://mail.example/;accesskey=c2VjcmV0")]
    [InlineData("Tiny:Given", "given")]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT", "Development")]
    public async Task Other_settings_reach_the_app_unchanged(string name, string value) => Assert.Equal(value, await SettingAsync(name));

    [Fact]
    public async Task Settings_that_refer_to_the_data_folder_get_its_path() =>
        Assert.Equal(_host.DataPath, await SettingAsync("Emulator:DataPath"));

    [Fact]
    public async Task A_setting_overrides_host_json()
    {
        await using var host = new BuiltHost(("AzureFunctionsJobHost:extensions:durableTask:defaultVersion", "1.1.0"));
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "host.json"),
            """{ "extensions": { "durableTask": { "defaultVersion": "1.0.0", "hubName": "FromTheFile" } } }""");

        Assert.Equal(("1.1.0", "FromTheFile"), (host.Get<DurableOptions>().DefaultVersion, host.Get<DurableOptions>().HubName));
    }

    private Task<string> SettingAsync(string name) => _host.Client.GetStringAsync($"/api/settings/{name}");

    public sealed class Running : RunningTinyHost
    {
        /// <summary>On a Mac the only IPv4 loopback address is 127.0.0.1.</summary>
        public static string Loopback => OperatingSystem.IsMacOS() ? "127.0.0.1" : "127.0.0.2";

        protected override Dictionary<string, string?> Settings { get; } = new()
        {
            ["Emulator:TablesUrl"] = $"http://{Loopback}:0",
            ["Tiny:Storage"] = "UseDevelopmentStorage=true",
            ["Tiny:Mail"] = "endpoint=http://emulator/;accesskey=ZGV2ZWxvcG1lbnQ=",
            ["Tiny:OtherMail"] = "endpoint=https://mail.example/;accesskey=c2VjcmV0",
            ["Tiny:Given"] = "given",
        };
    }
}
