using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Tests.Durable;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>A worker in a separate process reads the host's clock.</summary>
public sealed class WorkerClockTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_worker_has_the_hosts_clock_before_and_after_a_move()
    {
        await using var host = await StartAsync(Monday);
        var before = await host.Client.GetStringAsync("/api/clock");

        await AdvanceAsync(host, TimeSpan.FromDays(3));

        Assert.Equal("2026-03-02T02:00:00", before);
        Assert.Equal("2026-03-05T02:00:00", await host.Client.GetStringAsync("/api/clock"));
    }

    [Fact]
    public async Task A_running_clock_has_the_same_offset_in_worker_and_host()
    {
        await using var host = await StartAsync(at: null);

        await AdvanceAsync(host, TimeSpan.FromDays(3));
        var earliest = Clock(host).GetUtcNow();
        var seen = await host.Client.GetStringAsync("/api/clock");

        Assert.InRange(DateTimeOffset.Parse($"{seen}Z", null), earliest.AddSeconds(-1), Clock(host).GetUtcNow());
    }

    [Fact]
    public async Task A_restarted_worker_has_the_hosts_clock()
    {
        await using var host = await StartAsync(Monday);
        await AdvanceAsync(host, TimeSpan.FromHours(5));

        using var crash = await host.Client.PostAsync("/api/crash", null);
        await host.Log.WaitForAsync(line => line.Message.StartsWith("Worker restarted", StringComparison.Ordinal));

        Assert.Equal("2026-03-02T07:00:00", await host.Client.GetStringAsync("/api/clock"));
    }

    [Fact]
    public async Task An_app_with_its_own_clock_keeps_it()
    {
        await using var host = await StartAsync(Monday, ("Tiny:OwnClock", "2020-02-20T20:20:20Z"));

        Assert.Equal("2020-02-20T20:20:20", await host.Client.GetStringAsync("/api/clock"));
    }

    [Fact]
    public async Task A_function_due_during_a_clock_move_sees_its_due_time()
    {
        await using var host = await StartAsync(Monday, ("Tiny:Schedule", "0 30 * * * *"));

        for (var half = 0; half < 4; half++)
            await AdvanceAsync(host, TimeSpan.FromHours(12));

        var due = Enumerable.Range(0, 2 * 24).Select(hour => Monday.AddHours(hour + 0.5));
        Assert.Equal(due.Select(at => $"FromSetting ran at {at:s}: past due False, last (null), next (null)"), await RunsAsync(host, 2 * 24));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_activity_due_during_a_clock_move_sees_its_due_time(bool isReplayed)
    {
        await using var app = await WorkerApp.StartAsync(isReplayed, Monday);
        var id = await app.StartAsync("SleepsAndLooks", TimeSpan.FromHours(6.5));
        await app.RestAsync();

        await app.Clock.AdvanceAsync(TimeSpan.FromDays(20));

        Assert.Equal(Monday.AddHours(6.5), (await app.EndAsync(id)).ReadOutputAs<DateTimeOffset>());
    }

    [Fact]
    public void A_clock_state_is_read_back_unchanged()
    {
        var path = Path.GetTempFileName();
        using (var file = new ClockFile(path))
        {
            var clock = new WorkerClock(path);
            foreach (var at in new[] { DateTimeOffset.MaxValue.AddTicks(-1), DateTimeOffset.MinValue.AddTicks(1), Monday })
            {
                file.Write(TimeSpan.FromDays(-1), at);
                Assert.Equal((at, at.UtcTicks), (clock.GetUtcNow(), clock.GetTimestamp()));
            }

            foreach (var offset in new[] { TimeSpan.Zero, TimeSpan.FromDays(-400), TimeSpan.FromDays(4000) })
            {
                file.Write(offset, null);
                var before = TimeProvider.System.GetUtcNow();
                Assert.InRange(clock.GetUtcNow() - offset, before, TimeProvider.System.GetUtcNow());
            }
        }

        File.Delete(path);
    }

    private static EmulatorClock Clock(TinyHost host) => host.App.Services.GetRequiredService<EmulatorClock>();

    private static Task AdvanceAsync(TinyHost host, TimeSpan by) => Clock(host).AdvanceAsync(by);

    private static Task<TinyHost> StartAsync(DateTimeOffset? at, params (string Name, string Value)[] settings)
    {
        var given = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);
        if (at is not null)
            given["Emulator:FreezeClockAt"] = at.Value.ToString("O");
        return TinyHost.StartAsync(given);
    }

    // Log lines travel separately from answers, so the last one may arrive shortly after the run.
    private static async Task<IReadOnlyList<string>> RunsAsync(TinyHost host, int count)
    {
        IReadOnlyList<string> Runs() =>
            [.. host.Log.Lines.Select(line => line.Message).Where(message => message.StartsWith("FromSetting ran", StringComparison.Ordinal))];
        await host.Log.WaitForAsync(_ => Runs().Count >= count);
        return Runs();
    }
}
