using AccessReview.App.Directory;
using AccessReview.App.Store;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class DirectoryKeysSpecs
{
    [Fact]
    public void Every_identifier_maps_to_valid_table_keys()
    {
        foreach (var id in new[] { "' / # ? \\ %00", "x' or 1 eq 1", "👩‍🚀", "עברית", new string('界', 200), new string('/', 200) })
        {
            EntityGroup.CheckKey(DirectoryKeys.Of(id));
            EntityGroup.CheckKey($"{DirectoryKeys.Of(id)}|{DirectoryKeys.Of(id)}");
        }
    }

    [Fact]
    public void Long_identifiers_with_the_same_beginning_have_different_keys() =>
        Assert.NotEqual(DirectoryKeys.Of(new string('界', 199) + "a"), DirectoryKeys.Of(new string('界', 199) + "b"));

    [Fact]
    public void The_upper_bound_of_a_prefix_is_above_all_keys_with_that_prefix()
    {
        Assert.True(string.CompareOrdinal("mar~7e~7e", DirectoryKeys.After("mar")) < 0);
        Assert.True(string.CompareOrdinal("mas", DirectoryKeys.After("mar")) >= 0);
    }
}
