using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>Several waits for events at once, and waits that end by their timeout or their token.</summary>
public sealed class EventWaitTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    public async Task Events_are_delivered_to_waits_from_the_newest_to_the_oldest(int waits, bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator(
            "Stack", context => Task.WhenAll(Enumerable.Range(0, waits).Select(_ => context.WaitForExternalEvent<int>("e"))));
        var id = await app.StartAsync("Stack");
        await app.RestAsync();

        for (var i = 0; i < waits; i++)
            await app.Client.RaiseEventAsync(id, "e", i);

        Assert.Equal(Enumerable.Range(0, waits).Reverse(), (await app.EndAsync(id)).ReadOutputAs<int[]>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_event_reaches_the_wait_for_its_name_in_any_order_of_arrival(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Names", async context =>
        {
            var got = new List<int>();
            for (var i = 0; i < 100; i++)
                got.Add(await context.WaitForExternalEvent<int>($"event-{i}"));
            return got;
        });
        var id = await app.StartAsync("Names");

        foreach (var i in Enumerable.Range(0, 50).Concat(Enumerable.Range(50, 50).Reverse()))
            await app.Client.RaiseEventAsync(id, $"event-{i}", i);

        Assert.Equal(Enumerable.Range(0, 100), (await app.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wait_that_was_cancelled_from_the_start_gets_no_event(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Cancels", async context =>
        {
            using var cancelled = new CancellationTokenSource();
            Cancel(cancelled);
            try
            {
                return $"first {await context.WaitForExternalEvent<string>("e", cancelled.Token)}";
            }
            catch (OperationCanceledException)
            {
                return $"second {await context.WaitForExternalEvent<string>("e", Week)}";
            }
        });
        var id = await app.StartAsync("Cancels");
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "e", "kept");

        Assert.Equal("second kept", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_waits_with_timeout_and_token_one_completes_and_the_other_is_cancelled(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Races", async context =>
        {
            using var cancelFirst = new CancellationTokenSource();
            using var cancelSecond = new CancellationTokenSource();
            var first = context.WaitForExternalEvent<string>("first", Week, cancelFirst.Token);
            var second = context.WaitForExternalEvent<string>("second", Week, cancelSecond.Token);
            var winner = await Task.WhenAny(first, second);
            Cancel(winner == first ? cancelSecond : cancelFirst);
            return $"{await winner} {first.IsCanceled} {second.IsCanceled}";
        });
        var id = await app.StartAsync("Races");
        await app.RestAsync();

        await app.Client.RaiseEventAsync(id, "first", "won");

        Assert.Equal("won False True", (await app.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(0, app.Count("hub_messages"));
    }

    [Theory]
    [InlineData(false, false, "ended after 7 days")]
    [InlineData(false, true, "ended after 7 days")]
    [InlineData(true, false, "ended after 1 days")]
    [InlineData(true, true, "ended after 1 days")]
    public async Task A_wait_without_an_event_ends_at_its_timeout_or_when_its_token_is_cancelled(bool cancels, bool isReplayed, string expected)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Orchestrator("Waits", async context =>
        {
            var began = context.CurrentUtcDateTime;
            using var cancel = new CancellationTokenSource();
            var wait = context.WaitForExternalEvent<string>("e", Week, cancel.Token);
            if (cancels && await Task.WhenAny(wait, context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None)) != wait)
                Cancel(cancel);
            try
            {
                return await wait;
            }
            catch (OperationCanceledException)
            {
                return $"ended after {(context.CurrentUtcDateTime - began).Days} days";
            }
        });
        var id = await app.StartAsync("Waits");

        await app.AdvanceAsync(TimeSpan.FromDays(8));

        Assert.Equal(expected, (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    // Not CancelAsync: that hands the callbacks to another thread, and an orchestrator has only its own.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();
}
