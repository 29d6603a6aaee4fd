using AccessReview.App.Directory;
using AccessReview.App.Store;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class DirectoryKeysTests
{
    [Fact]
    public void T_t5_every_identifier_makes_keys_that_a_table_takes()
    {
        foreach (var id in new[] { "' / # ? \\ %00", "x' or 1 eq 1", "👩‍🚀", "עברית", new string('界', 200), new string('/', 200) })
        {
            EntityGroup.CheckKey(DirectoryKeys.Of(id));
            EntityGroup.CheckKey($"{DirectoryKeys.Of(id)}|{DirectoryKeys.Of(id)}");
        }
    }

    [Fact]
    public void Long_identifiers_that_begin_alike_have_different_keys() =>
        Assert.NotEqual(DirectoryKeys.Of(new string('界', 199) + "a"), DirectoryKeys.Of(new string('界', 199) + "b"));

    [Fact]
    public void All_keys_with_a_prefix_lie_before_the_key_after_it()
    {
        Assert.True(string.CompareOrdinal("mar~7e~7e", DirectoryKeys.After("mar")) < 0);
        Assert.True(string.CompareOrdinal("mas", DirectoryKeys.After("mar")) >= 0);
    }
}
