using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>What functions and middleware wrote down, and what was logged as an error.</summary>
internal sealed class Journal : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public IReadOnlyList<string> Errors => [.. _errors];

    public void Write(string line) => _lines.Enqueue(line);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _errors.Enqueue($"{formatter(state, exception)}: {exception?.Message}");
    }

    public void Dispose()
    {
    }
}
