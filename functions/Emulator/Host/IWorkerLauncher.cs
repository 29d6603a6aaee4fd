
namespace AccessReview.Emulator.Host;

/// <summary>Where workers come from: a process of their own, or this one.</summary>
internal interface IWorkerLauncher
{
    /// <summary>Whether a worker that ended can be started again.</summary>
    bool CanRestart { get; }

    /// <param name="workerId">What the worker says when it connects.</param>
    /// <exception cref="EmulatorRefusedException">The machine cannot start it.</exception>
    IWorkerProcess Start(string workerId);
}

/// <summary>What a worker runs in.</summary>
internal interface IWorkerProcess : IAsyncDisposable
{
    int Id { get; }

    /// <summary>Ends when the worker has.</summary>
    Task Exited { get; }

    /// <summary>Why it ended, as far as it printed that; null: it did not.</summary>
    string? LastError { get; }

    /// <summary>Ends it at once, where that is possible without ending the host.</summary>
    void Kill();
}
