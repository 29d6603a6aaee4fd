namespace AccessReview.Emulator.Faults;

/// <summary>
/// Lets the same fault into the log once a minute: a disk that is full fails thousands of times, and a log that grows with
/// each of them makes it worse. Machine time: logs are read by people, whatever the emulator's clock says.
/// </summary>
internal sealed class FaultLog(TimeProvider time)
{
    private const int MaxRemembered = 1000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Told> _told = new(StringComparer.Ordinal);

    /// <summary>True: log it, with the number of times that it was left out since. False: it was logged within the last minute.</summary>
    /// <param name="what">What failed, such as a function's name.</param>
    public bool IsDue(string what, Exception error, out int leftOut)
    {
        var key = $"{what}\n{CauseOf(error)}";
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_told.TryGetValue(key, out var last) && (now - last.At).Duration() < Quiet)
            {
                _told[key] = last with { LeftOut = last.LeftOut + 1 };
                leftOut = 0;
                return false;
            }

            if (_told.Count >= MaxRemembered)
                ForgetOld(now);
            _told[key] = new Told(now, 0);
            leftOut = last.LeftOut;
            return true;
        }
    }

    /// <summary>
    /// The kind of the innermost error and its first line; the lines after it often name the request, which differs each time.
    /// The message of a file's error names the file, so there its number counts.
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
        foreach (var (key, _) in _told.Where(told => now - told.Value.At >= Quiet).ToList())
            _told.Remove(key);
        if (_told.Count >= MaxRemembered)
            _told.Clear();
    }

    private readonly record struct Told(DateTimeOffset At, int LeftOut);
}
