namespace AccessReview.Emulator.ServiceBus;

/// <summary>A message that may be delivered now, with the token that keeps the emulator from coming to rest meanwhile.</summary>
internal readonly record struct ReadyMessage(long Sequence, IDisposable? Work) : IDisposable
{
    public void Dispose() => Work?.Dispose();
}
