using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>The console's log, as quiet as host.json's logLevel section says; what the app adds to it afterwards wins.</summary>
internal static class HostLogging
{
    public static void AddHostJson(this ILoggingBuilder logging, IConfiguration configuration, string folder)
    {
        var levels = HostJson.Read(folder, configuration).LogLevels;
        logging.SetMinimumLevel(Level(levels["default"]) ?? LogLevel.Information);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // A line for each connection beyond the limit: whoever opens thousands would fill the disk with them.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Error);
        // Likewise for each request that cannot be read; a function that fails is logged by the host itself.
        logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error);
        foreach (var category in levels.GetChildren())
        {
            if (category.Key != "default" && Level(category.Value) is { } level)
                logging.AddFilter(category.Key, level);
        }

        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(console => console.SingleLine = true);
    }

    private static LogLevel? Level(string? text) => Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) ? level : null;
}
