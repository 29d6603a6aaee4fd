namespace AccessReview.Domain.Directory;

/// <summary>The directory's current data about the access that a task is about.</summary>
/// <param name="Entitlement">Null: it is no longer in the directory.</param>
/// <param name="App">Null: it is no longer in the directory.</param>
/// <param name="Grant">The subject's grant, current or ended; null: never held.</param>
public sealed record AccessFacts(Entitlement? Entitlement, ConnectedApp? App, Grant? Grant)
{
    public bool IsHeld => Grant is { IsHeld: true };
}
