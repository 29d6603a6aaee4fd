using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Http;

/// <summary>Forgets, once a night, the answers whose Idempotency-Keys have run out.</summary>
public sealed class SweepAnswers(IdempotencyStore answers)
{
    [Function(nameof(SweepAnswers))]
    public Task RunAsync([TimerTrigger("0 17 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => answers.SweepAsync(cancellationToken);
}
