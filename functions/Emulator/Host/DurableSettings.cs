using AccessReview.Emulator.Durable;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>What host.json says under extensions:durableTask.</summary>
internal static class DurableSettings
{
    public static DurableEngineOptions Read(HostJson hostJson, EmulatorOptions emulator)
    {
        var section = hostJson.Extensions.GetSection("durableTask");
        var defaults = new DurableEngineOptions();
        try
        {
            return (section.Get<DurableEngineOptions>() ?? defaults) with
            {
                MaxConcurrentActivities = hostJson.Value("extensions:durableTask:maxConcurrentActivityFunctions", defaults.MaxConcurrentActivities),
                MaxConcurrentOrchestrations = hostJson.Value("extensions:durableTask:maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestrations),
                ReplayAlways = emulator.ReplayAlways,
                KeepHistories = emulator.KeepHistories,
            };
        }
        catch (InvalidOperationException unreadable)
        {
            throw new EmulatorRefusedException($"host.json has a value under extensions:durableTask that cannot be read; correct it: {unreadable.InnerException?.Message ?? unreadable.Message}", unreadable);
        }
    }
}
