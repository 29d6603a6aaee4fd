using System.Globalization;
using AccessReview.App.Store;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Store;

/// <summary>Transactions that Azure would refuse are refused before anything is sent.</summary>
public sealed class EntityGroupSpecs
{
    private readonly EntityGroup _group = new();

    [Fact]
    public void An_entity_group_accepts_100_actions_and_refuses_101()
    {
        for (var row = 0; row < 100; row++)
            Add("p", row.ToString(CultureInfo.InvariantCulture));

        Assert.Throws<ArgumentException>(() => Add("p", "100"));
        Assert.Equal(100, _group.Count);
    }

    [Fact]
    public void An_entity_group_with_two_partitions_is_refused()
    {
        Add("p", "1");

        Assert.Throws<ArgumentException>(() => Add("q", "1"));
    }

    [Fact]
    public void An_entity_group_with_the_same_row_twice_is_refused()
    {
        Add("p", "1");

        Assert.Throws<ArgumentException>(() => Add("p", "1"));
    }

    [Fact]
    public void An_entity_group_over_4_MiB_is_refused()
    {
        var text = new string('x', 32_000);
        for (var row = 0; row < 60; row++)
            Add("p", row.ToString(CultureInfo.InvariantCulture), text);

        Assert.Throws<ArgumentException>(() =>
        {
            for (var row = 60; row < 70; row++)
                Add("p", row.ToString(CultureInfo.InvariantCulture), text);
        });
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public void An_entity_group_with_a_key_that_Azure_forbids_is_refused(string key) => Assert.Throws<ArgumentException>(() => Add("p", key));

    private void Add(string partition, string row, string text = "") =>
        _group.Add(TableTransactionActionType.Add, new TableEntity(partition, row) { ["Text"] = text });
}
