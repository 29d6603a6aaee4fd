using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Http;

/// <summary>Deletes the stored responses of expired Idempotency-Keys every night.</summary>
public sealed class SweepAnswers(IdempotencyStore answers)
{
    [Function(nameof(SweepAnswers))]
    public Task RunAsync([TimerTrigger("0 17 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => answers.SweepAsync(cancellationToken);
}
