using AccessReview.Emulator.Host;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Durable;

/// <summary>Reads the section extensions:durableTask of host.json.</summary>
internal static class DurableSettings
{
    private const string Section = "extensions:durableTask";

    /// <summary>Settings of other storage backends. They are ignored, because the data file is used instead.</summary>
    private static readonly string[] OfOtherStorage = ["storageProvider", "tracing"];

    private static readonly string[] Supported =
    [
        "hubName", "defaultVersion", "versionMatchStrategy", "versionFailureStrategy", "overridableExistingInstanceStates",
        "maxConcurrentActivityFunctions", "maxConcurrentOrchestratorFunctions",
        "extendedSessionsEnabled", "extendedSessionIdleTimeoutInSeconds",
    ];

    /// <exception cref="EmulatorRefusedException">A setting is not supported or cannot be read.</exception>
    public static DurableOptions Read(HostJson hostJson)
    {
        var section = hostJson.Extensions.GetSection("durableTask");
        foreach (var name in section.GetChildren().Select(setting => setting.Key))
        {
            if (!Supported.Concat(OfOtherStorage).Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new EmulatorRefusedException($"host.json sets {Section}:{name}, which this host does not support; remove it.");
        }

        try
        {
            var options = section.Get<DurableOptions>() ?? new DurableOptions();
            foreach (var (name, value) in new[]
            {
                ("maxConcurrentActivityFunctions", options.MaxConcurrentActivityFunctions),
                ("maxConcurrentOrchestratorFunctions", options.MaxConcurrentOrchestratorFunctions),
            })
            {
                if (value < 1)
                    throw new EmulatorRefusedException($"host.json sets {Section}:{name} to {value}; write 1 or more.");
            }

            return options;
        }
        catch (InvalidOperationException unreadable)
        {
            throw new EmulatorRefusedException(
                $"host.json has a value under {Section} that cannot be read; correct it: "
                + (unreadable.InnerException?.Message ?? unreadable.Message),
                unreadable);
        }
    }
}
