using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.App.Directory;

/// <summary>
/// Reads the directory's version once per execution instead of once per read.
/// Otherwise this one row would be read dozens of times for each decision.
/// </summary>
internal sealed class DirectoryLook : IFunctionsWorkerMiddleware
{
    /// <summary>A longer execution reads the version again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly AsyncLocal<Moment?> Present = new();

    /// <summary>Null outside of an execution.</summary>
    public static Moment? Here => Present.Value;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        Present.Value = new Moment();
        await next(context);
    }

    /// <summary>When the version was read, and the cached data of that version.</summary>
    internal sealed record Sight(DateTimeOffset At, DirectoryVersion.Memory Memory);

    /// <summary>Shared by all concurrent work of the execution.</summary>
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
