using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.Emulator.Clock;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>The clock's page and API on a running host.</summary>
public sealed class ClockTests(ClockTests.Running running) : IClassFixture<ClockTests.Running>
{
    private readonly TinyHost _host = running.Host;

    private HttpClient Client => _host.Client;

    private DateTimeOffset Now => _host.App.Services.GetRequiredService<EmulatorClock>().GetUtcNow();

    [Theory]
    [InlineData("P14D")]
    [InlineData("14.00:00:00")]
    public async Task The_clock_API_answers_after_all_due_work_is_done(string advance)
    {
        var before = Now;

        using var answer = await Client.PostAsJsonAsync("/emulator/api/clock", new { advance });
        var page = await Client.GetStringAsync("/emulator/clock");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before.AddDays(14), NowOf(await answer.Content.ReadFromJsonAsync<JsonElement>()));
        Assert.Equal(before.AddDays(14), NowOf(await Client.GetFromJsonAsync<JsonElement>("/emulator/api/clock")));
        // The nightly function has run: its next run is in the next night.
        Assert.Contains($"{Now:ddd d MMM yyyy} 03:00:00 UTC</td><td>timer function Nightly", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_page_shows_the_time_and_due_work_and_moves_the_clock_by_a_form()
    {
        var before = Now;
        var shown = await Client.GetStringAsync("/emulator/clock");

        using var moved = await Client.PostAsync("/emulator/clock", new FormUrlEncodedContent([new("advance", "P1D")]));
        var after = await Client.GetStringAsync("/emulator/clock");

        Assert.Contains($"<strong>{before:ddd d MMM yyyy} 02:00:00 UTC", shown, StringComparison.Ordinal);
        Assert.Contains("timer function Nightly", shown, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/emulator/clock"), (moved.StatusCode, moved.Headers.Location?.ToString()));
        Assert.Contains($"<strong>{before.AddDays(1):ddd d MMM yyyy} 02:00:00 UTC", after, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", after, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"advance":"-01:00:00"}""")]
    [InlineData("""{"advance":"soon"}""")]
    [InlineData("""{"advance":"P99999Y"}""")]
    [InlineData("{}")]
    [InlineData("nothing")]
    public async Task A_clock_move_that_is_not_forward_is_refused(string body)
    {
        var before = Now;

        using var answer = await Client.PostAsync("/emulator/api/clock", new StringContent(body, null, "application/json"));
        using var byForm = await Client.PostAsync("/emulator/clock", new FormUrlEncodedContent([new("advance", body)]));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, byForm.StatusCode));
        Assert.Equal(before, Now);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Another_site_or_machine_cannot_move_the_clock(string header, string value)
    {
        var before = Now;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/emulator/api/clock");
        request.Content = JsonContent.Create(new { advance = "P1D" });
        request.Headers.Add(header, value);

        using var answer = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(before, Now);
    }

    [Theory]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Another_machine_cannot_read_the_emulator_pages(string header, string value)
    {
        foreach (var path in new[] { "/emulator", "/emulator/outbox", "/emulator/api/outbox", "/EMULATOR/clock" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add(header, value);
            using var answer = await Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_clock_move_does_not_wait_for_requests()
    {
        using var answer = await Client.PostAsJsonAsync("/EMULATOR/api/clock", new { advance = "PT0S" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static DateTimeOffset NowOf(JsonElement reading) => reading.GetProperty("now").GetDateTimeOffset();

    public sealed class Running : RunningTinyHost
    {
        protected override Dictionary<string, string?> Settings { get; } = new() { ["Emulator:FreezeClockAt"] = "2026-03-02T02:00:00Z" };
    }
}
