using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>The app's settings, weakest first: appsettings files, local.settings.json, the environment, the command line.</summary>
internal static class AppSettings
{
    /// <summary>The folder of host.json, under the name that the real host knows it by; the app's own folder unless set.</summary>
    private const string ScriptRoot = "AzureWebJobsScriptRoot";

    public static DevelopmentSettings Add(WebApplicationBuilder web, string[] args, string folder)
    {
        var configuration = web.Configuration;
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        configuration
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{web.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false)
            .AddInMemoryCollection(LocalSettings.Read(Folder(given, folder)))
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        var development = new DevelopmentSettings(configuration);
        ((IConfigurationBuilder)configuration).Add(development);
        return development;
    }

    public static string Folder(IConfiguration configuration, string contentRoot) => configuration[ScriptRoot] ?? contentRoot;

    /// <summary>The app may have added sources of its own, which must be read through as well.</summary>
    public static void KeepDevelopmentSettingsLast(WebApplicationBuilder web)
    {
        var sources = web.Configuration.Sources;
        var development = sources.OfType<DevelopmentSettings>().Single();
        sources.Remove(development);
        sources.Add(development);
    }
}
