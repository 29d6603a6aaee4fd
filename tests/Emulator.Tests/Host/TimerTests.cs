using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class TimerTests
{
    [Fact]
    public async Task A_timer_function_runs_at_its_schedule_and_gets_its_status()
    {
        await using var host = await StartAsync("2026-03-02T02:00:00Z");

        // In two steps: a longer move is a jump, in which missed occurrences run once.
        await AdvanceAsync(host, TimeSpan.FromHours(2));
        await AdvanceAsync(host, TimeSpan.FromHours(22));
        await AdvanceAsync(host, TimeSpan.FromHours(2));

        Assert.Equal(
            [
                "Nightly ran at 2026-03-02T03:00:00: past due False, last 0001-01-01T00:00:00, next 2026-03-02T03:00:00",
                "Nightly ran at 2026-03-03T03:00:00: past due False, last 2026-03-02T03:00:00, next 2026-03-03T03:00:00",
            ],
            await RunsAsync(host, "Nightly", 2));
    }

    [Fact]
    public async Task A_schedule_can_be_a_time_span_from_a_setting_and_has_no_status_without_a_monitor()
    {
        await using var host = await StartAsync("2026-03-02T02:00:00Z");

        await AdvanceAsync(host, TimeSpan.FromHours(13));

        Assert.Equal(["FromSetting ran at 2026-03-02T14:00:00: past due False, last (null), next (null)"], await RunsAsync(host, "FromSetting", 1));
    }

    [Fact]
    public async Task A_timer_function_with_RunOnStartup_runs_when_the_host_starts()
    {
        await using var host = await StartAsync("2026-03-02T02:00:00Z");

        Assert.Single(await RunsAsync(host, "AtStart", 1));
    }

    [Fact]
    public async Task A_missed_occurrence_runs_once_after_the_restart_as_past_due()
    {
        var data = Directory.CreateTempSubdirectory("tiny-");
        await using (await StartAsync("2026-03-02T02:00:00Z", data.FullName))
        {
        }

        await using (var later = await StartAsync("2026-03-04T09:00:00Z", data.FullName))
        {
            Assert.Equal(["Nightly ran at 2026-03-04T09:00:00: past due True, last 0001-01-01T00:00:00, next 2026-03-02T03:00:00"], await RunsAsync(later, "Nightly", 1));
            await AdvanceAsync(later, TimeSpan.FromHours(20));
            Assert.Equal(2, (await RunsAsync(later, "Nightly", 2)).Count);
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_restart_repeats_no_occurrence_that_ran()
    {
        var data = Directory.CreateTempSubdirectory("tiny-");
        await using (var first = await StartAsync("2026-03-02T02:00:00Z", data.FullName))
            await AdvanceAsync(first, TimeSpan.FromHours(2));

        await using (var second = await StartAsync("2026-03-02T02:00:00Z", data.FullName))
        {
            await AdvanceAsync(second, TimeSpan.FromHours(22));
            await AdvanceAsync(second, TimeSpan.FromHours(2));
            Assert.Equal(
                ["Nightly ran at 2026-03-03T03:00:00: past due False, last 2026-03-02T03:00:00, next 2026-03-03T03:00:00"],
                await RunsAsync(second, "Nightly", 1));
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_timer_function_runs_at_its_next_occurrence_although_the_previous_run_could_not_be_recorded()
    {
        await using var host = await StartAsync("2026-03-02T02:00:00Z");
        var database = host.App.Services.GetRequiredService<EmulatorDatabase>();
        database.IsFull = true;
        await Assert.ThrowsAsync<StorageException>(() => AdvanceAsync(host, TimeSpan.FromHours(2)));

        database.IsFull = false;
        await AdvanceAsync(host, TimeSpan.FromHours(22));
        await AdvanceAsync(host, TimeSpan.FromHours(2));

        Assert.Equal(2, (await RunsAsync(host, "Nightly", 2)).Count);
    }

    [Fact]
    public async Task A_timer_function_that_fails_runs_again_at_its_next_occurrence()
    {
        await using var host = await StartAsync("2026-03-02T02:00:00Z");

        await AdvanceAsync(host, TimeSpan.FromHours(4));
        await AdvanceAsync(host, TimeSpan.FromHours(22));
        await AdvanceAsync(host, TimeSpan.FromHours(2));

        Assert.Equal(2, host.Log.Lines.Count(line => line.Message.StartsWith("FailsDaily failed and will run again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_timer_function_due_while_no_worker_runs_is_called_once_one_runs()
    {
        await using var host = await StartAsync("2026-03-02T02:00:00Z");
        using var crash = await host.Client.PostAsync("/api/crash", null);

        await AdvanceAsync(host, TimeSpan.FromHours(2));

        Assert.Single(await RunsAsync(host, "Nightly", 1));
    }

    private static Task<TinyHost> StartAsync(string at, string? dataPath = null) =>
        TinyHost.StartAsync(new Dictionary<string, string?> { ["Emulator:FreezeClockAt"] = at }, dataPath);

    private static Task AdvanceAsync(TinyHost host, TimeSpan by) => host.App.Services.GetRequiredService<EmulatorClock>().AdvanceAsync(by);

    // Log lines travel separately from answers, so the last one may arrive shortly after the run.
    private static async Task<IReadOnlyList<string>> RunsAsync(TinyHost host, string function, int count)
    {
        IReadOnlyList<string> Runs() => [.. host.Log.Lines.Select(line => line.Message).Where(message => message.StartsWith($"{function} ran at", StringComparison.Ordinal))];
        await host.Log.WaitForAsync(_ => Runs().Count >= count);
        return Runs();
    }
}
