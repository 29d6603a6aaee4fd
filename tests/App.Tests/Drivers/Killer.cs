namespace AccessReview.App.Tests.Drivers;

/// <summary>Kills the app after a random number of answers, so often as it was told to, and starts it again.</summary>
public sealed class Killer(AppProcess process, int kills, Random random)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _left = kills;
    private int _answersUntilKill = random.Next(1, 20);

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
            await process.KillAsync();
            await process.StartAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whoever lost an answer goes on when the app is there again.</summary>
    public async Task WaitForRestartAsync()
    {
        await _gate.WaitAsync();
        _gate.Release();
    }
}
