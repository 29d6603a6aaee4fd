using System.Collections.Concurrent;
using AccessReview.Emulator.Host.Rpc;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>
/// Writes the worker's log lines to this host's log, under the real host's categories, so that host.json's levels apply:
/// <c>Function.Name.User</c> for the function's own lines, <c>Function.Name</c> for the worker's lines about it.
/// </summary>
internal sealed partial class WorkerLogs(ILoggerFactory loggers)
{
    /// <summary>The category of lines that the worker's process prints.</summary>
    private const string ConsoleCategory = "Host.Function.Console";

    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    /// <param name="function">The function that was running when the line was written; null: none.</param>
    public void Write(RpcLog log, string? function)
    {
        // Metrics are for Application Insights only.
        if (log.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric)
            return;
        var category = (function, log.LogCategory) switch
        {
            (null, _) => log.Category,
            (_, RpcLog.Types.RpcLogCategory.User) => $"Function.{function}.User",
            _ => $"Function.{function}",
        };
        // The numbers are those of Microsoft.Extensions.Logging.
        Log.Line(Logger(category), (LogLevel)log.Level, log.Message, log.Exception is null ? null : new WorkerException(log.Exception));
    }

    /// <summary>Writes a line that the worker's process printed.</summary>
    public void Print(string line, bool isError) => Log.Line(Logger(ConsoleCategory), isError ? LogLevel.Warning : LogLevel.Information, line, null);

    private ILogger Logger(string category) => _loggers.GetOrAdd(category, loggers.CreateLogger);

    /// <summary>An exception of the worker, in the form that loggers print.</summary>
#pragma warning disable CA1032, CA1064
    private sealed class WorkerException(RpcException thrown) : Exception(thrown.Message)
#pragma warning restore CA1032, CA1064
    {
        public override string ToString() => thrown.StackTrace.Length == 0 ? thrown.Message : $"{thrown.Message}\n{thrown.StackTrace}";
    }

    private static partial class Log
    {
        [LoggerMessage(Message = "{Line}")]
        public static partial void Line(ILogger logger, LogLevel level, string line, Exception? exception);
    }
}
