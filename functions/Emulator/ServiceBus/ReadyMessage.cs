namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message that can be delivered now, and the token that counts it as work in progress.</summary>
internal readonly record struct ReadyMessage(long Sequence, IDisposable? Work) : IDisposable
{
    public void Dispose() => Work?.Dispose();
}
