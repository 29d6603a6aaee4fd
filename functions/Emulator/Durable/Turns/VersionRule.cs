using AccessReview.Emulator.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;

namespace AccessReview.Emulator.Durable.Turns;

/// <summary>Whether this process runs an orchestration of that version.</summary>
internal static class VersionRule
{
    /// <summary>Why it does not, or null.</summary>
    public static TaskFailureDetails? FindMismatch(DurableEngineOptions options, string version)
    {
        var comparison = TaskOrchestrationVersioningUtils.CompareVersions(version, options.DefaultVersion);
        var (mismatches, relation) = options.VersionMatchStrategy switch
        {
            VersionMatchStrategy.None => (false, ""),
            VersionMatchStrategy.Strict => (comparison != 0, "does not match"),
            VersionMatchStrategy.CurrentOrOlder => (comparison > 0, "is greater than"),
        };
        return mismatches
            ? Failure.Of(Failure.WrongVersion, $"The orchestration version '{version}' {relation} the worker version '{options.DefaultVersion}'.")
            : null;
    }
}
