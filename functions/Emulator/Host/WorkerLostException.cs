namespace AccessReview.Emulator.Host;

/// <summary>No worker is available, or it ended before it responded.</summary>
internal sealed class WorkerLostException : Exception
{
    public WorkerLostException()
        : this("The worker is not up.")
    {
    }

    public WorkerLostException(string message)
        : base(message)
    {
    }

    public WorkerLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
