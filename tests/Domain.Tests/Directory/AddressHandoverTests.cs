using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Directory;

public sealed class AddressHandoverTests
{
    [Fact]
    public void A_free_address_is_assigned() => Assert.Equal(["a"], Granted(("a", "1", null)));

    [Fact]
    public void An_address_in_use_is_not_assigned() => Assert.Empty(Granted(("a", "1", "b")));

    [Fact]
    public void Two_people_can_exchange_their_addresses() => Assert.Equal(["a", "b"], Granted(("a", "2", "b"), ("b", "1", "a")));

    [Fact]
    public void Three_people_can_exchange_addresses_in_a_ring() => Assert.Equal(["a", "b", "c"], Granted(("a", "2", "b"), ("b", "3", "c"), ("c", "1", "a")));

    [Fact]
    public void A_chain_of_address_changes_succeeds_when_its_last_address_is_free() => Assert.Equal(["a", "b"], Granted(("a", "2", "b"), ("b", "3", null)));

    [Fact]
    public void A_chain_of_address_changes_is_refused_as_a_whole_when_its_last_address_is_in_use() => Assert.Empty(Granted(("a", "2", "b"), ("b", "3", "somebody")));

    [Fact]
    public void A_person_who_leaves_frees_their_address() => Assert.Equal(["a", "b"], Granted(("a", "1", "b"), ("b", null, null)));

    [Fact]
    public void The_first_of_two_people_who_want_the_same_address_gets_it() => Assert.Equal(["a"], Granted(("a", "1", null), ("b", "1", null)));

    private static IEnumerable<string> Granted(params (string Person, string? Address, string? Holder)[] wishes) => AddressHandover
        .Granted(wishes.Select(wish => new AddressWish(new(wish.Person), wish.Address, wish.Holder is null ? null : new UserId(wish.Holder))))
        .Select(wish => wish.Person.Value);
}
