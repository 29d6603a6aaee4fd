using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Collects the host's log lines, and waits for a line.</summary>
internal sealed class HostLog : ILoggerProvider
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<LogLine> _lines = new();
    private TaskCompletionSource _next = NewSignal();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    /// <summary>Returns the first matching line as soon as it exists.</summary>
    /// <exception cref="TimeoutException">No matching line within a minute.</exception>
    public async Task<LogLine> WaitForAsync(Func<LogLine, bool> fits)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            // Read before the check, so that a line between the two is not missed.
            var next = Volatile.Read(ref _next).Task;
            if (_lines.FirstOrDefault(fits) is { } found)
                return found;
            try
            {
                await next.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The line did not come. The log: {string.Join('\n', _lines)}");
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(LogLine line)
    {
        _lines.Enqueue(line);
        Interlocked.Exchange(ref _next, NewSignal()).SetResult();
    }

    private sealed class Category(HostLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(new LogLine(name, logLevel, formatter(state, exception), exception));
    }
}

internal sealed record LogLine(string Category, LogLevel Level, string Message, Exception? Exception);
