using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.App.Directory;

/// <summary>
/// One execution's look at the directory: it asks once for the version and not at each of its reads, which would make one row
/// the busiest of all and every decision wait for it dozens of times.
/// </summary>
internal sealed class DirectoryLook : IFunctionsWorkerMiddleware
{
    /// <summary>A long execution looks again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly AsyncLocal<Moment?> Present = new();

    /// <summary>Null outside of an execution.</summary>
    public static Moment? Here => Present.Value;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        Present.Value = new Moment();
        await next(context);
    }

    /// <summary>When the version was asked for, and what is remembered for it.</summary>
    internal sealed record Sight(DateTimeOffset At, DirectoryVersion.Memory Memory);

    /// <summary>Shared by all that the execution does at once.</summary>
    internal sealed class Moment
    {
        private volatile Sight? _seen;

        public Sight? Seen
        {
            get => _seen;
            set => _seen = value;
        }
    }
}
