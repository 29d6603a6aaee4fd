
namespace AccessReview.Emulator.Host;

/// <summary>Starts workers: in a separate process or in this process.</summary>
internal interface IWorkerLauncher
{
    /// <summary>True if a worker that ended can be restarted.</summary>
    bool CanRestart { get; }

    /// <param name="workerId">The id that the worker sends when it connects.</param>
    /// <exception cref="EmulatorRefusedException">The process cannot be started.</exception>
    IWorkerProcess Start(string workerId);
}

/// <summary>The process of a worker.</summary>
internal interface IWorkerProcess : IAsyncDisposable
{
    int Id { get; }

    /// <summary>Completes when the worker has ended.</summary>
    Task Exited { get; }

    /// <summary>Why it ended, if its output says so; otherwise null.</summary>
    string? LastError { get; }

    /// <summary>Ends it at once, if that is possible without ending the host.</summary>
    void Kill();
}
