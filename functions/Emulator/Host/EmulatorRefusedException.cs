namespace AccessReview.Emulator.Host;

/// <summary>The emulator cannot start; the message is one sentence that says what to do. The console shows that sentence and nothing else.</summary>
public sealed class EmulatorRefusedException : Exception
{
    private static int _watching;

    public EmulatorRefusedException()
    {
    }

    public EmulatorRefusedException(string message)
        : base(message)
    {
    }

    public EmulatorRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Ends the process with the sentence alone, where nobody catches a refusal.</summary>
    internal static void PrintWhenUnhandled()
    {
        if (Interlocked.Exchange(ref _watching, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += PrintAndExit;
    }

    private static void PrintAndExit(object sender, UnhandledExceptionEventArgs unhandled)
    {
        if (unhandled.ExceptionObject is not EmulatorRefusedException refusal)
            return;
        Console.Error.WriteLine(refusal.Message);
        Environment.Exit(1);
    }
}
