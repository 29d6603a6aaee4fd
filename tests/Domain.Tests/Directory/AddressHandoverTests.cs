using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.Domain.Tests.Directory;

public sealed class AddressHandoverTests
{
    [Fact]
    public void An_address_that_is_free_is_granted() => Assert.Equal(["a"], Granted(("a", "1", null)));

    [Fact]
    public void An_address_that_somebody_keeps_is_not_granted() => Assert.Empty(Granted(("a", "1", "b")));

    [Fact]
    public void Two_who_exchange_their_addresses_both_get_them() => Assert.Equal(["a", "b"], Granted(("a", "2", "b"), ("b", "1", "a")));

    [Fact]
    public void A_ring_of_three_is_granted_whole() => Assert.Equal(["a", "b", "c"], Granted(("a", "2", "b"), ("b", "3", "c"), ("c", "1", "a")));

    [Fact]
    public void A_chain_is_granted_where_its_end_is_free() => Assert.Equal(["a", "b"], Granted(("a", "2", "b"), ("b", "3", null)));

    [Fact]
    public void A_chain_is_refused_whole_where_its_end_is_held() => Assert.Empty(Granted(("a", "2", "b"), ("b", "3", "somebody")));

    [Fact]
    public void Who_leaves_gives_their_address_up() => Assert.Equal(["a", "b"], Granted(("a", "1", "b"), ("b", null, null)));

    [Fact]
    public void Of_two_who_want_one_address_the_first_gets_it() => Assert.Equal(["a"], Granted(("a", "1", null), ("b", "1", null)));

    private static IEnumerable<string> Granted(params (string Person, string? Address, string? Holder)[] wishes) => AddressHandover
        .Granted(wishes.Select(wish => new AddressWish(new(wish.Person), wish.Address, wish.Holder is null ? null : new UserId(wish.Holder))))
        .Select(wish => wish.Person.Value);
}
