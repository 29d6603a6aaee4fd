namespace AccessReview.Domain.Directory;

/// <summary>A person who is to have an address that somebody else has now, or to give theirs up.</summary>
/// <param name="Person">Whose address changes.</param>
/// <param name="Address">The address that they are to have, folded; null: none, as they are not active any more.</param>
/// <param name="Holder">Who has it now and is active; null: it is free.</param>
public sealed record AddressWish(UserId Person, string? Address, UserId? Holder);

/// <summary>Addresses that are handed from one to another. An address belongs to one active person.</summary>
public static class AddressHandover
{
    /// <summary>
    /// The wishes that can be granted together, rings of any length included. A wish is granted where its address is free, or
    /// where its holder has another wish that is granted; of several wishes for one address the first counts.
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
