namespace AccessReview.Domain.Directory;

/// <summary>What the directory says now of the access that a task is about.</summary>
/// <param name="Entitlement">Null: it is no longer in the directory.</param>
/// <param name="App">Null: it is no longer in the directory.</param>
/// <param name="Grant">The access as the subject holds or held it; null: never held.</param>
public sealed record AccessFacts(Entitlement? Entitlement, ConnectedApp? App, Grant? Grant)
{
    public bool IsHeld => Grant is { IsHeld: true };
}
