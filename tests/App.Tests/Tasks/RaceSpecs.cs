using System.Net;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Tasks;

/// <summary>Many clients decide one task at the same time.</summary>
public sealed class RaceSpecs
{
    private static readonly int Clients = Size.Of(25, 100);

    [Fact]
    public async Task Of_many_simultaneous_decisions_one_is_recorded_and_the_others_are_told_who_decided()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        await app.RestAsync();
        var number = opened.GetProperty("number").GetInt32();

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var (person, decision) = ((client % 2) == 0 ? "olga" : "otto", (client % 4) < 2 ? "certify" : "remove");
            using var answer = await app.As(person).PostAsync($"/api/v1/tasks/{number}/decisions", new { decision, step = 0 });
            return (person, decision, answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
        }));
        await app.RestAsync();

        var winners = answers.Where(answer => answer.StatusCode == HttpStatusCode.OK).Select(answer => (answer.person, answer.decision)).Distinct();
        var winner = Assert.Single(winners);
        var losers = answers.Where(answer => (answer.person, answer.decision) != winner).ToList();
        Assert.NotEmpty(losers);
        Assert.All(losers, answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.All(losers, answer => Assert.Contains("already_decided", answer.Body, StringComparison.Ordinal));
        var history = (await app.As("adam").GetAsync($"/api/v1/tasks/{number}/history")).GetProperty("items").EnumerateArray();
        Assert.Single(history, entry => entry.GetProperty("event").GetProperty("event").GetString() == "decided");
    }

    [Fact]
    public async Task The_number_of_an_opening_that_was_cut_off_finds_nothing()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var opened = await app.As("adam").PostAsync("/api/v1/tasks", new { kind = "certification", user = "bob", entitlement = SmallOrganization.Reader }, HttpStatusCode.Created);
        var number = opened.GetProperty("number").GetInt32();
        await app.Get<TaskIndex>().NumberAsync(number + 1, TaskId.From(opened.GetProperty("id").GetString().Found()), TestContext.Current.CancellationToken);

        await app.As("adam").GetAsync($"/api/v1/tasks/{number}");
        using var read = await app.As("adam").Http.GetAsync(new Uri($"/api/v1/tasks/{number + 1}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var decided = await app.As("olga").PostAsync($"/api/v1/tasks/{number + 1}/decisions", new { decision = "certify", step = 0 });

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, decided.StatusCode));
    }
}
