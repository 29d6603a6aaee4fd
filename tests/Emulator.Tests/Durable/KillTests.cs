using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>A real worker whose host or process ends during its work.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_activity_whose_worker_dies_runs_again_in_the_next_one(bool isReplayed)
    {
        await using var app = await WorkerApp.StartAsync(isReplayed);
        var file = Path.Combine(app.Folder, "runs.txt");
        var id = await app.StartAsync("CallsSlow", file);
        await UntilAsync(() => File.Exists(file));

        app.KillWorker();

        Assert.Equal(2, (await app.EndAsync(id)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_host_loses_and_duplicates_no_event(bool isReplayed)
    {
        await using var app = await WorkerApp.StartAsync(isReplayed);
        var collects = await app.StartAsync("Collects");
        var waiting = new List<string>();
        var file = Path.Combine(app.Folder, "runs.txt");
        var slow = await app.StartAsync("CallsSlow", file);
        await UntilAsync(() => File.Exists(file));

        for (var i = 0; i < 25; i++)
        {
            if (i is 8 or 17)
                await app.CrashAndRestartAsync();
            waiting.Add(await app.StartAsync("Lifecycle"));
            await app.Client.RaiseEventAsync(collects, "Event", i);
        }

        await app.CrashAndRestartAsync();
        foreach (var id in waiting)
            await app.Client.RaiseEventAsync(id, "Answer", "yes");

        Assert.Equal(Enumerable.Range(0, 25), (await app.EndAsync(collects)).ReadOutputAs<List<int>>());
        Assert.InRange((await app.EndAsync(slow)).ReadOutputAs<int>(), 2, 4);
        foreach (var id in waiting)
            Assert.Equal($"opened {id} notified that applied yes", (await app.EndAsync(id)).ReadOutputAs<string>());
    }

    private static async Task UntilAsync(Func<bool> isReached)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isReached())
            await Task.Delay(10, deadline.Token);
    }
}
