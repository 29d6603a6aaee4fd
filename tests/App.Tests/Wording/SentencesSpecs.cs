using System.Text.RegularExpressions;
using System.Xml.Linq;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Wording;

public sealed partial class SentencesSpecs
{
    private static readonly IReadOnlySet<string> Said = SaidSentences.In(Checkout.PathOf("functions", "App"));

    [Fact]
    public void Every_sentence_has_a_German_translation()
    {
        var missing = Said.Except(German().Keys).Order();

        Assert.NotEmpty(Said);
        Assert.Equal("", string.Join(Environment.NewLine, missing));
    }

    [Fact]
    public void Every_translation_belongs_to_a_sentence_in_use() => Assert.Empty(German().Keys.Except(Said).Order());

    [Fact]
    public void A_translation_has_the_same_placeholders_as_its_sentence()
    {
        var differing = German().Where(sentence => !Holes(sentence.Key).SetEquals(Holes(sentence.Value))).Select(sentence => sentence.Key);

        Assert.Empty(differing);
    }

    [Fact]
    public void No_sentence_is_translated_twice()
    {
        // Resource names must not differ only in case, because the second would be lost.
        var twice = Entries().GroupBy(entry => entry.English, StringComparer.OrdinalIgnoreCase).Where(entries => entries.Count() > 1).Select(entries => entries.Key);

        Assert.Empty(twice);
    }

    private static Dictionary<string, string> German() => Entries().DistinctBy(entry => entry.English).ToDictionary(entry => entry.English, entry => entry.German);

    private static IEnumerable<(string English, string German)> Entries() => XDocument.Load(Checkout.PathOf("functions", "App", "Text", "Sentences.de.resx"))
        .Root!.Elements("data") // A loaded document has a root.
        .Select(data => (data.Attribute("name")!.Value, data.Element("value")!.Value)); // Every entry has both.

    private static HashSet<string> Holes(string sentence) => [.. Hole().Matches(sentence).Select(match => match.Value)];

    [GeneratedRegex(@"\{[0-9]+(:[^}]*)?\}")]
    private static partial Regex Hole();
}
