using System.Text.Json;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed partial class AlertSpecs
{
    [Fact]
    public async Task Every_text_that_a_query_searches_for_is_logged_by_the_app()
    {
        var literals = CodeOfTheApp.LogMessages.SelectMany(message => Placeholder().Split(message)).ToList();
        var queries = await QueriesAsync();

        Assert.Contains(queries, query => query.Contains("Message has", StringComparison.Ordinal));
        foreach (var query in queries)
        {
            foreach (var words in WordsOfMessages(query))
                Assert.True(literals.Any(literal => literal.Contains(words, StringComparison.Ordinal)), $"Nothing logs \"{words}\", which is looked for by: {query}");
        }
    }

    [Fact]
    public async Task Every_function_that_a_query_names_exists()
    {
        foreach (var query in await QueriesAsync())
            Assert.All(NamesOfFunctions(query), name => Assert.Contains(name, CodeOfTheApp.Functions.Keys));
    }

    [Fact]
    public async Task Every_activity_is_watched_by_an_alert()
    {
        var query = (await QueriesAsync()).Single(query => query.Contains("Name in (", StringComparison.Ordinal));

        Assert.Equal(CodeOfTheApp.Functions.Where(function => function.Value == "ActivityTriggerAttribute").Select(function => function.Key).Order(), NamesOfFunctions(query).Order());
    }

    [Fact]
    public async Task The_alert_about_a_silent_app_watches_a_function_that_runs_every_minute()
    {
        var silence = (await Foretold.Default).Of("Microsoft.Insights/scheduledQueryRules").Single(rule => rule.GetProperty("name").GetString()!.EndsWith("-the-app-is-silent", StringComparison.Ordinal));
        var name = NamesOfFunctions(QueryOf(silence)).Single();

        Assert.Equal("TimerTriggerAttribute", CodeOfTheApp.Functions[name]);
    }

    [Fact]
    public async Task Dead_letters_in_the_queue_raise_an_alert_after_15_minutes()
    {
        var alert = (await Foretold.Default).Of("Microsoft.Insights/metricAlerts").Single().GetProperty("properties");
        var metric = alert.GetProperty("criteria").GetProperty("allOf")[0];

        Assert.Equal("PT15M", alert.GetProperty("windowSize").GetString());
        Assert.Equal(("DeadletteredMessages", "GreaterThan", 0), (metric.GetProperty("metricName").GetString(), metric.GetProperty("operator").GetString(), metric.GetProperty("threshold").GetInt32()));
    }

    [Fact]
    public async Task Every_alert_notifies_the_operators()
    {
        var foretold = await Foretold.Everything;
        var receivers = foretold.Of("Microsoft.Insights/actionGroups").Single().GetProperty("properties").GetProperty("emailReceivers").EnumerateArray().Select(receiver => receiver.GetProperty("emailAddress").GetString());

        Assert.Equal(["one@example.org", "two@example.org"], receivers);
        Assert.All(
            foretold.Of("Microsoft.Insights/scheduledQueryRules").Concat(foretold.Of("Microsoft.Insights/metricAlerts")),
            alert => Assert.Contains("actionGroup", alert.GetProperty("properties").GetProperty("actions").GetRawText(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_alerts_table_of_the_README_lists_exactly_the_existing_alerts()
    {
        var foretold = await Foretold.Default;
        var alerts = foretold.Of("Microsoft.Insights/scheduledQueryRules").Concat(foretold.Of("Microsoft.Insights/metricAlerts"))
            .Select(alert => string.Join('-', alert.GetProperty("name").GetString()!.Split('-')[2..]));

        Assert.Equal(ReadmeTables.Rows("Alerts", "alert").SelectMany(row => row.Names).Order(StringComparer.Ordinal), alerts.Order(StringComparer.Ordinal));
    }

    /// <summary>The queries of the alerts and of the workbook.</summary>
    private static async Task<List<string>> QueriesAsync()
    {
        using var workbook = JsonDocument.Parse(await File.ReadAllTextAsync(Checkout.PathOf("infra", "workbook.json"), TestContext.Current.CancellationToken));
        return
        [
            .. (await Foretold.Default).Of("Microsoft.Insights/scheduledQueryRules").Select(QueryOf),
            .. workbook.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("content")).Where(content => content.TryGetProperty("query", out _)).Select(content => content.GetProperty("query").GetString()!),
        ];
    }

    private static string QueryOf(JsonElement rule) => rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!;

    private static IEnumerable<string> WordsOfMessages(string query) =>
        Looking().Matches(query).Select(match => match.Groups["words"].Value)
            .Concat(Parsing().Matches(query).SelectMany(match => Quoted().Matches(match.Groups["pattern"].Value).Select(quoted => quoted.Groups[1].Value)));

    private static IEnumerable<string> NamesOfFunctions(string query) =>
        Naming().Matches(query).SelectMany(match => Quoted().Matches(match.Groups["names"].Value).Select(quoted => quoted.Groups[1].Value));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"Message (has|startswith) ""(?<words>[^""]+)""")]
    private static partial Regex Looking();

    [GeneratedRegex(@"parse Message with (?<pattern>[^|]+)")]
    private static partial Regex Parsing();

    [GeneratedRegex(@"\bName (==|in) (?<names>\([^)]*\)|""[^""]*"")")]
    private static partial Regex Naming();

    [GeneratedRegex(@"""([^""]+)""")]
    private static partial Regex Quoted();
}
