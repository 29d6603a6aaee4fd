namespace AccessReview.Emulator.Email;

/// <summary>The service's quota per minute and per hour. A refused attempt counts too, as in the service.</summary>
internal sealed class SendQuota(TimeProvider clock, int perMinute, int perHour)
{
    private readonly Lock _gate = new();
    private readonly Window _minute = new(perMinute, TimeSpan.FromMinutes(1));
    private readonly Window _hour = new(perHour, TimeSpan.FromHours(1));

    /// <summary>Returns how long to wait; null: the mail may be sent now.</summary>
    public TimeSpan? Take()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var inMinute = _minute.Take(now);
            var inHour = _hour.Take(now);
            return inHour ?? inMinute;
        }
    }

    private sealed class Window(int max, TimeSpan length)
    {
        private DateTimeOffset _endsAt = DateTimeOffset.MinValue;
        private int _taken;

        public TimeSpan? Take(DateTimeOffset now)
        {
            if (now >= _endsAt)
                (_endsAt, _taken) = (now + length, 0);
            return max == 0 || ++_taken <= max ? null : _endsAt - now;
        }
    }
}
