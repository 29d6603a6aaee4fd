namespace AccessReview.App.Tests.Drivers;

/// <summary>Kills the app after a random number of answers, so often as it was told to, and starts it again.</summary>
public sealed class Killer(AppProcess process, int kills, Random random)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _left = kills;
    private int _answersUntilKill = random.Next(1, 20);
    private Task _restart = Task.CompletedTask;

    /// <summary>One more answer arrived.</summary>
    public async Task CountAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_left == 0 || --_answersUntilKill > 0)
                return;
            _left--;
            _answersUntilKill = random.Next(10, 70);
            _restart = RestartAsync();
            await _restart;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whoever lost an answer goes on when the app is there again, or learns why it will not be.</summary>
    public async Task WaitForRestartAsync()
    {
        await _gate.WaitAsync();
        _gate.Release();
        await _restart;
    }

    private async Task RestartAsync()
    {
        await process.KillAsync();
        await process.StartAsync();
    }
}
