namespace AccessReview.Domain.Directory;

/// <summary>A user whose email address is to change or to be removed.</summary>
/// <param name="Person">The user whose address changes.</param>
/// <param name="Address">The new address, normalized; null: none, because the user is no longer active.</param>
/// <param name="Holder">The active user who has the address now; null: it is free.</param>
public sealed record AddressWish(UserId Person, string? Address, UserId? Holder);

/// <summary>Moves addresses between users. An address belongs to one active user.</summary>
public static class AddressHandover
{
    /// <summary>
    /// Returns the changes that can be made together, including cycles of any length. A change is possible if its address is free,
    /// or if the address's holder gets another one in the same batch. If several changes want one address, the first wins.
    /// </summary>
    public static IReadOnlyList<AddressWish> Granted(IEnumerable<AddressWish> wishes)
    {
        var granted = wishes.ToList();
        for (var before = -1; before != granted.Count;)
        {
            before = granted.Count;
            var moving = granted.GroupBy(wish => wish.Person).ToDictionary(group => group.Key, group => group.First().Address);
            var wanted = new HashSet<string>(StringComparer.Ordinal);
            granted = [.. granted.Where(wish => IsFree(wish, moving) && (wish.Address is null || wanted.Add(wish.Address)))];
        }

        return granted;
    }

    private static bool IsFree(AddressWish wish, Dictionary<UserId, string?> moving) =>
        wish.Address is null || wish.Holder is not { } holder || holder == wish.Person
        || (moving.TryGetValue(holder, out var next) && next != wish.Address);
}
