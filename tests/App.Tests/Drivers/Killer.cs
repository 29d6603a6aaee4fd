namespace AccessReview.App.Tests.Drivers;

/// <summary>Kills the app after a random number of answers, a given number of times, and restarts it.</summary>
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

    /// <summary>Lets a caller that lost an answer continue when the app runs again, or throws the reason why it does not.</summary>
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
