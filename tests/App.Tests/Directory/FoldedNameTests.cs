using AccessReview.App.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class FoldedNameTests
{
    [Theory]
    [InlineData("Jörg Müller", "jorg muller")]
    [InlineData("Sinéad O'Brien", "sinead o brien")]
    [InlineData("Bjørn Łukasz Đặng", "bjorn lukasz dang")]
    [InlineData("Nguyễn Thị Linh", "nguyen thi linh")]
    [InlineData("  Straße--Ⅷ  ", "strasse viii")]
    [InlineData("张伟", "张伟")]
    [InlineData("...", "")]
    public void Case_accents_and_punctuation_do_not_count(string name, string folded) => Assert.Equal(folded, FoldedName.Fold(name));

    [Fact]
    public void A_name_is_found_from_each_of_its_words_on() =>
        Assert.Equal(["maria ann silva", "ann silva", "silva"], FoldedName.Tails("maria ann silva"));

    [Theory]
    [InlineData("ann sil", true)]
    [InlineData("silva mar", true)]
    [InlineData("lva", false)]
    public void Every_word_of_a_search_begins_a_word_of_the_name(string search, bool matches) =>
        Assert.Equal(matches, FoldedName.Matches("maria ann silva", search));
}
