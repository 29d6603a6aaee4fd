using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class ClockTests
{
    [Theory]
    [InlineData("P14D")]
    [InlineData("14.00:00:00")]
    public async Task The_api_moves_the_clock_and_answers_after_everything_due_has_happened(string advance)
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();

        using var answer = await host.Http.PostAsJsonAsync("emulator/api/clock", new { advance });
        var now = await NowAsync(host);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HostDriver.Monday.AddDays(14), (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("now").GetDateTimeOffset());
        Assert.Equal(HostDriver.Monday.AddDays(14), now);
        // Nothing else was due: to an hourly schedule the jump is as if the host had been down.
        Assert.Single(host.Journal.Lines);
    }

    [Fact]
    public async Task Within_a_day_a_schedule_runs_at_each_of_its_hours()
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();

        for (var day = 0; day < 2; day++)
        {
            await host.AdvanceAsync(TimeSpan.FromHours(12));
            await host.AdvanceAsync(TimeSpan.FromHours(12));
        }

        Assert.Equal(2 * 24, host.Journal.Lines.Count);
    }

    [Theory]
    [InlineData("""{"advance":"-01:00:00"}""")]
    [InlineData("""{"advance":"soon"}""")]
    [InlineData("""{"advance":"P99999Y"}""")]
    [InlineData("{}")]
    [InlineData("nothing")]
    public async Task What_is_no_step_forward_is_refused(string body)
    {
        await using var host = await new HostDriver().StartAsync();

        using var answer = await host.Http.PostAsync("emulator/api/clock", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HostDriver.Monday, await NowAsync(host));
    }

    [Fact]
    public async Task The_page_shows_the_time_and_what_is_due_and_moves_by_a_form()
    {
        await using var host = await new HostDriver().With<TimerSample>().StartAsync();

        var before = await host.Http.GetStringAsync("emulator/clock");
        using var moved = await host.Http.PostAsync("emulator/clock", new FormUrlEncodedContent([new("advance", "P1D")]));
        var after = await host.Http.GetStringAsync("emulator/clock");

        Assert.Contains("Mon 23 Nov 2026 08:00:00 UTC", before, StringComparison.Ordinal);
        Assert.Contains("timer function Hourly", before, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Contains("<strong>Tue 24 Nov 2026 08:00:00 UTC", after, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", after, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Another_site_or_machine_cannot_move_the_clock(string header, string value)
    {
        await using var host = await new HostDriver().StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "emulator/api/clock") { Content = JsonContent.Create(new { advance = "P1D" }) };
        request.Headers.Add(header, value);

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HostDriver.Monday, await NowAsync(host));
    }

    [Fact]
    public async Task A_restart_keeps_the_clock_where_it_was_moved_to()
    {
        await using var host = await new HostDriver().StartAsync();
        await host.AdvanceAsync(TimeSpan.FromDays(3));

        await host.StopAsync();
        await host.StartAsync();

        Assert.Equal(HostDriver.Monday.AddDays(3), await NowAsync(host));
    }

    private static async Task<DateTimeOffset> NowAsync(HostDriver host) =>
        (await host.Http.GetFromJsonAsync<JsonElement>("emulator/api/clock")).GetProperty("now").GetDateTimeOffset();
}
