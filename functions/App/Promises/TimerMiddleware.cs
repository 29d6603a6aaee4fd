using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Promises;

/// <summary>Records for each run of a timer function that it completed, or why it failed.</summary>
internal sealed partial class TimerMiddleware(TimerPromises timers, ILogger<TimerMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (TimedFunction.Find(context.FunctionDefinition.Name) is not { } function)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception failed)
        {
            await NoteAsync(function, () => timers.FailedAsync(function, failed, CancellationToken.None));
            throw;
        }

        await NoteAsync(function, () => timers.RanAsync(function, CancellationToken.None));
    }

    private async Task NoteAsync(TimedFunction function, Func<Task> note)
    {
        try
        {
            await note();
        }
#pragma warning disable CA1031 // The run is done. Without the note it counts as missed and is run again.
        catch (Exception lost)
#pragma warning restore CA1031
        {
            Log.NotRecorded(logger, function.Name, Cause.Of(lost));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A run of timer {Timer} could not be recorded: {Cause}")]
        public static partial void NotRecorded(ILogger logger, string timer, string cause);
    }
}
