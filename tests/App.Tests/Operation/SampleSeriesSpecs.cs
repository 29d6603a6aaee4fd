using AccessReview.App.Health;
using AccessReview.App.Operation;
using AccessReview.App.Pages.Charts;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AccessReview.App.Tests.Operation;

/// <summary>The last 24 hours in Operation: two lines, the same in words, and a table.</summary>
public sealed class SampleSeriesSpecs
{
    private static readonly DateTimeOffset Now = TheApp.Monday.AddMinutes(7);

    [Fact]
    public void The_sentences_name_the_last_and_the_highest_numbers_and_when_they_were()
    {
        var samples = Enumerable.Range(0, 48).Select(place => Sample(place, waiting: place == 46 ? 41 : place == 0 ? 3 : 7, sent: place == 10 ? 20 : 1));

        var series = new SampleSeries([.. samples, new HealthSample(Now.AddDays(-3), 999, false, 999)], Now, new LocalTime("Europe/Berlin"));

        Assert.Equal("Waiting notifications in the last 24 hours: now 3, most 41 at 11:00.", series.WaitingText);
        Assert.Equal("Emails sent in the last 24 hours: 67, most 20 before 05:00.", series.SentText);
        Assert.Null(series.GapText);
        Assert.Equal([7, 41, 7, 7], series.Waiting.Take(4));
    }

    [Fact]
    public void Missing_samples_are_gaps_and_told_in_words()
    {
        var series = new SampleSeries([Sample(4, null, 2), Sample(3, waiting: 1_000, sent: 0) with { IsMore = true }], Now, new LocalTime(null));

        Assert.Equal("Waiting notifications in the last 24 hours: 1,000 or more at 07:30, most 1,000 or more at 07:30.", series.WaitingText);
        Assert.Equal("Samples are taken every half hour; 1 of 48 are available. A gap means that the app did not run, or that the queue did not answer.", series.GapText);
        Assert.Equal("Waiting notifications in the last 24 hours: no sample yet.", new SampleSeries([], Now, new LocalTime(null)).WaitingText);
        Assert.Equal("Emails sent in the last 24 hours: none.", new SampleSeries([], Now, new LocalTime(null)).SentText);
    }

    [Fact]
    public async Task A_line_has_a_gap_where_values_are_missing_and_a_single_value_is_a_point()
    {
        var chart = await DrawAsync([null, 0, 10, null, null, 5]);

        Assert.Equal("true", chart.QuerySelector("svg")!.GetAttribute("aria-hidden"));
        Assert.Equal(["20.6,23 40.2,1", "99,12 99,12"], chart.QuerySelectorAll("polyline").Select(line => line.GetAttribute("points")));
        Assert.Equal([("1", "20.6"), ("40.2", "99")], chart.QuerySelectorAll("line.dashed").Select(line => (line.GetAttribute("x1"), line.GetAttribute("x2"))));
        Assert.Equal("In words", chart.QuerySelector("p.soft")!.TextContent);
        Assert.Null(chart.QuerySelector("[style], script"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_line_of_equal_or_without_values_can_be_drawn(int? value)
    {
        var chart = await DrawAsync([value, value, value]);

        Assert.Equal(value is null ? 0 : 1, chart.QuerySelectorAll("polyline").Length);
        Assert.DoesNotContain("NaN", chart.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operation_page_shows_the_last_24_hours_with_a_table_of_each_half_hour()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.AdvanceAsync(TimeSpan.FromHours(2));
        var adam = await Visitor.SignInAsync(app, SmallOrganization.Admin);

        var part = (await adam.GetAsync("/operation")).Document.QuerySelector("section[aria-labelledby=samples]")!;

        Assert.Equal(2, part.QuerySelectorAll("svg.spark polyline").Length);
        Assert.Contains("Waiting notifications in the last 24 hours: now 0, most 0 at", part.TextContent, StringComparison.Ordinal);
        Assert.Equal(48, part.QuerySelectorAll("details tbody tr").Length);
        Assert.Contains("No sample", part.TextContent, StringComparison.Ordinal);
        Assert.Contains("are available. A gap means", part.TextContent, StringComparison.Ordinal);
    }

    /// <param name="place">How many half hours ago.</param>
    private static HealthSample Sample(int place, int? waiting, int sent) => new(HealthSamples.StartOf(Now) - (place * HealthSamples.Interval), waiting, false, sent);

    private static async Task<IElement> DrawAsync(IReadOnlyList<int?> values)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Sparkline>(ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Title"] = "Title", ["Text"] = "In words", ["Values"] = values }))).ToHtmlString());
        return (await new HtmlParser().ParseDocumentAsync(html)).Body!; // A parsed page has a body.
    }
}
