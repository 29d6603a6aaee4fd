using System.Text.RegularExpressions;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed class SettingSpecs
{
    private const string Key = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    /// <summary>Settings that other libraries read while our services are created.</summary>
    private static readonly Dictionary<string, string> OfOthers = new()
    {
        ["Emulator__.*"] = "the emulator's own settings, which Azure has no use for: functions/Emulator",
        ["Functions__Worker__.*"] = "how a worker finds its host, which tells it when it starts it",
        ["OTEL_.*"] = "the telemetry library's own switches; README.md names the two that matter",
        ["ReadOnlyDataProtectionKeyDirectory"] = "ASP.NET Core's Data Protection; our keys are rows",
    };

    private static readonly Dictionary<string, string> OneMachine = new()
    {
        ["AppStorage"] = "UseDevelopmentStorage=true",
        ["Audit__Folder"] = "digests",
        ["Audit__Keys__a1"] = Key,
        ["Audit__SigningKey"] = "a1",
        ["Email__ConnectionString"] = "endpoint=http://emulator/;accesskey=ZGV2ZWxvcG1lbnQ=",
        ["Emulator__DataPath"] = Path.GetTempPath(),
        ["Links__Keys__k1"] = Key,
        ["Links__SigningKey"] = "k1",
        ["ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
    };

    private static readonly Dictionary<string, string> InAzure = new()
    {
        ["AppStorage__tableServiceUri"] = "https://state.example.org/",
        ["Audit__ContainerUri"] = "https://state.example.org/digests",
        ["Audit__Keys__a1"] = Key,
        ["Audit__SigningKey"] = "a1",
        ["Email__Endpoint"] = "https://mail.example.org/",
        ["Links__Keys__k1"] = Key,
        ["Links__SigningKey"] = "k1",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
        ["ServiceBus__fullyQualifiedNamespace"] = "bus.example.org",
    };

    private static IReadOnlyList<(string[] Names, string[] Columns)> OfTheApp { get; } = ReadmeTables.Rows("Settings", "setting");

    private static IReadOnlyList<(string[] Names, string[] Columns)> OfTheHost { get; } = ReadmeTables.Rows("Settings", "setting", 1);

    /// <summary>All settings that <see cref="SettingsRead"/> finds, on one machine and in Azure.</summary>
    private static string[] Read { get; } = [.. SettingsRead.By(OneMachine).Union(SettingsRead.By(InAzure), StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_setting_that_the_code_reads_is_in_the_table()
    {
        var documented = OfTheApp.SelectMany(row => row.Names).Select(Pattern).Concat(OfOthers.Keys).ToList();

        Assert.Equal([], Read.Where(name => !documented.Any(known => Matches(known, name))));
    }

    [Fact]
    public void Every_setting_in_the_table_is_read_by_the_code() =>
        Assert.Equal([], OfTheApp.SelectMany(row => row.Names).Where(name => !Read.Any(read => Matches(Pattern(name), read))));

    [Fact]
    public async Task The_Bicep_sets_exactly_the_settings_that_the_table_lists_for_Azure()
    {
        var set = (await Foretold.AllAsync()).SelectMany(foretold => foretold.Settings.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var promised = OfTheApp.Where(row => !row.Columns[3].StartsWith('—')).Concat(OfTheHost).SelectMany(row => row.Names).Select(Pattern).ToList();

        Assert.Equal([], set.Where(name => !promised.Any(known => Matches(known, name))));
        Assert.Equal([], promised.Where(known => !set.Any(name => Matches(known, name))));
    }

    [Fact]
    public void The_table_gives_a_reason_for_each_setting_that_Azure_does_not_have() =>
        Assert.All(OfTheApp.Where(row => row.Columns[3].StartsWith('—')), row => Assert.Matches("^—, .{10,}", row.Columns[3]));

    /// <summary>An empty value would replace the default, for example of the claim's name.</summary>
    [Fact]
    public async Task No_setting_is_empty() =>
        Assert.All((await Foretold.AllAsync()).SelectMany(foretold => foretold.Settings), setting => Assert.True(setting.Value.Length > 0, $"{setting.Key} is empty."));

    [Fact]
    public async Task The_app_starts_with_the_settings_of_the_Bicep()
    {
        foreach (var foretold in await Foretold.AllAsync())
        {
            var settings = foretold.Settings.ToDictionary(setting => setting.Key, setting => setting.Value.StartsWith('[') ? AzuresAnswer(setting.Key) : setting.Value);

            Assert.NotEmpty(SettingsRead.By(settings));
        }
    }

    /// <summary>Placeholder values for settings that only Azure knows.</summary>
    private static string AzuresAnswer(string setting) => setting switch
    {
        "Email__Sender" => "DoNotReply@00000000-0000-0000-0000-000000000000.azurecomm.net",
        "ServiceBus__fullyQualifiedNamespace" => "bus.example.org",
        "Slack__BotToken" => "xoxb-azure",
        "Slack__SigningSecret" or "Slack__PreviousSigningSecret" => "0123456789abcdef0123456789abcdef",
        _ when setting.Contains("Keys__", StringComparison.Ordinal) => Key,
        _ => "https://azure.example.org/",
    };

    private static string Pattern(string name) => name.Replace("__{kid}", "(__.+)?", StringComparison.Ordinal);

    private static bool Matches(string pattern, string name) => Regex.IsMatch(name, $"^{pattern}$", RegexOptions.IgnoreCase);
}
