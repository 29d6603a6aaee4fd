using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>The console log with the levels of host.json's logLevel section; settings that the app adds later override them.</summary>
internal static class HostLogging
{
    public static void AddHostJson(this ILoggingBuilder logging, IConfiguration configuration, string folder)
    {
        var levels = HostJson.Read(folder, configuration).LogLevels;
        logging.SetMinimumLevel(Level(levels["default"]) ?? LogLevel.Information);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // Kestrel logs each connection beyond the limit, which could fill the disk.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Error);
        // The same for each unreadable request; the host itself logs functions that fail.
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
