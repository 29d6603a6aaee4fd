namespace AccessReview.App.Tests.Drivers;

/// <summary>Kills the app after a random number of answers, so often as it was told to, and starts it again.</summary>
public sealed class Killer(AppProcess process, int kills, Random random)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _left = kills;
    private Exception? _failure;
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
        catch (Exception failure)
        {
            _failure = failure;
            throw;
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
        // Nobody waits for an app that will not come back; why it did not is what the test should say.
        if (_failure is { } failure)
            throw new InvalidOperationException("The app was not started again.", failure);
    }
}
