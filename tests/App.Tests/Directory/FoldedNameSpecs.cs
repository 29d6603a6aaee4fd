using AccessReview.App.Directory;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class FoldedNameSpecs
{
    [Theory]
    [InlineData("Jörg Müller", "jorg muller")]
    [InlineData("Sinéad O'Brien", "sinead o brien")]
    [InlineData("Bjørn Łukasz Đặng", "bjorn lukasz dang")]
    [InlineData("Nguyễn Thị Linh", "nguyen thi linh")]
    [InlineData("  Straße--Ⅷ  ", "strasse viii")]
    [InlineData("张伟", "张伟")]
    [InlineData("...", "")]
    public void A_name_search_ignores_case_accents_and_punctuation(string name, string folded) => Assert.Equal(folded, FoldedName.Fold(name));

    [Fact]
    public void A_name_is_found_by_the_beginning_of_each_of_its_words() =>
        Assert.Equal(["maria ann silva", "ann silva", "silva"], FoldedName.Tails("maria ann silva"));

    [Theory]
    [InlineData("ann sil", true)]
    [InlineData("silva mar", true)]
    [InlineData("lva", false)]
    public void A_name_matches_only_if_every_search_word_starts_one_of_its_words(string search, bool matches) =>
        Assert.Equal(matches, FoldedName.Matches("maria ann silva", search));
}
