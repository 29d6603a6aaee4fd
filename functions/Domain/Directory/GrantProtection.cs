namespace AccessReview.Domain.Directory;

/// <summary>Which access is protected: it is decided by a person and never removed because nobody answered.</summary>
public static class GrantProtection
{
    /// <param name="grant">The access; null: not held.</param>
    /// <param name="entitlement">Null: it is no longer in the directory.</param>
    public static bool Holds(Grant? grant, Entitlement? entitlement) => grant is { IsProtected: true } || entitlement is { IsProtected: true };
}
