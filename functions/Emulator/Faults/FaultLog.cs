namespace AccessReview.Emulator.Faults;

/// <summary>
/// Limits the same fault to one log line per minute: a full disk fails thousands of times, and a growing log makes it worse.
/// It uses machine time, because people read logs in real time.
/// </summary>
internal sealed class FaultLog(TimeProvider time)
{
    private const int MaxRemembered = 1000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Logged> _logged = new(StringComparer.Ordinal);

    /// <summary>Returns true if the fault is to be logged, with the number of times it was left out; false within a minute of the last line.</summary>
    /// <param name="what">What failed, such as a function's name.</param>
    public bool IsDue(string what, Exception error, out int leftOut)
    {
        var key = $"{what}\n{CauseOf(error)}";
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_logged.TryGetValue(key, out var last) && (now - last.At).Duration() < Quiet)
            {
                _logged[key] = last with { LeftOut = last.LeftOut + 1 };
                leftOut = 0;
                return false;
            }

            if (_logged.Count >= MaxRemembered)
                ForgetOld(now);
            _logged[key] = new Logged(now, 0);
            leftOut = last.LeftOut;
            return true;
        }
    }

    /// <summary>
    /// The type of the innermost exception and the first line of its message, because later lines often contain request ids.
    /// For file errors the error code is used instead, because the message contains the file's name.
    /// </summary>
    private static string CauseOf(Exception error)
    {
        var cause = error.GetBaseException();
        if (cause is IOException or UnauthorizedAccessException)
            return $"{cause.GetType().Name} {cause.HResult:x}";
        var end = cause.Message.AsSpan().IndexOfAny('\r', '\n');
        return $"{cause.GetType().Name} {(end < 0 ? cause.Message : cause.Message[..end])}";
    }

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (key, _) in _logged.Where(logged => now - logged.Value.At >= Quiet).ToList())
            _logged.Remove(key);
        if (_logged.Count >= MaxRemembered)
            _logged.Clear();
    }

    private readonly record struct Logged(DateTimeOffset At, int LeftOut);
}
