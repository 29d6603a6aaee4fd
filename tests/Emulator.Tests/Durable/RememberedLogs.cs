using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Durable;

internal sealed class RememberedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Remembering(_lines, categoryName);

    public void Dispose()
    {
        // Lines are kept after the engine that wrote them.
    }

    private sealed class Remembering(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull =>
            null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category}: {formatter(state, exception)}");
    }
}
