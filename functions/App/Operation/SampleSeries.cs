using AccessReview.App.Health;
using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

/// <summary>The samples of the last 24 hours, with a place for each half hour.</summary>
public sealed class SampleSeries
{
    private const int Places = 48;

    private readonly LocalTime _time;

    /// <param name="samples">Any samples; older ones are ignored.</param>
    /// <param name="now">The end of the 24 hours.</param>
    /// <param name="time">Formats times for the reader.</param>
    public SampleSeries(IReadOnlyList<HealthSample> samples, DateTimeOffset now, LocalTime time)
    {
        _time = time;
        var known = samples.DistinctBy(sample => sample.At).ToDictionary(sample => sample.At);
        var last = HealthSamples.StartOf(now);
        Lines = [.. Enumerable.Range(0, Places).Select(place => last - (HealthSamples.Interval * (Places - 1 - place))).Select(at => (at, known.GetValueOrDefault(at)))];
    }

    /// <summary>Each half hour and its sample, oldest first; null: it was not taken.</summary>
    public IReadOnlyList<(DateTimeOffset At, HealthSample? Sample)> Lines { get; }

    public IReadOnlyList<int?> Waiting => [.. Lines.Select(line => line.Sample?.Waiting)];

    public IReadOnlyList<int?> Sent => [.. Lines.Select(line => line.Sample?.Sent)];

    public string WaitingText
    {
        get
        {
            var known = Lines.Select(line => line.Sample).OfType<HealthSample>().Where(sample => sample.Waiting is not null).ToList();
            if (known.Count == 0)
                return Say($"Waiting notifications in the last 24 hours: no sample yet.");
            var (last, most) = (known[^1], known.MaxBy(sample => sample.Waiting) ?? known[^1]);
            return last.At == Lines[^1].At
                ? Say($"Waiting notifications in the last 24 hours: now {CountOf(last)}, most {CountOf(most)} at {_time.SayMinute(most.At)}.")
                : Say($"Waiting notifications in the last 24 hours: {CountOf(last)} at {_time.SayMinute(last.At)}, most {CountOf(most)} at {_time.SayMinute(most.At)}.");
        }
    }

    public string SentText
    {
        get
        {
            var known = Lines.Select(line => line.Sample).OfType<HealthSample>().ToList();
            return known.MaxBy(sample => sample.Sent) is { Sent: > 0 } most
                ? Say($"Emails sent in the last 24 hours: {known.Sum(sample => sample.Sent):N0}, most {most.Sent:N0} before {_time.SayMinute(most.At)}.")
                : Say($"Emails sent in the last 24 hours: none.");
        }
    }

    /// <summary>Says that samples are missing; null: none is.</summary>
    public string? GapText => Waiting.Count(waiting => waiting is not null) is var taken && taken == Places
        ? null
        : Say($"Samples are taken every half hour; {taken:N0} of {Places:N0} are available. A gap means that the app did not run, or that the queue did not answer.");

    internal static string CountOf(HealthSample sample) => sample.Waiting is { } waiting ? OperationText.Count(waiting, sample.IsMore) : Say($"No answer");
}
