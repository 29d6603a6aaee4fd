using System.Reflection;

namespace AccessReview.Emulator.Host;

/// <summary>The emulator cannot start. The message is one sentence that says what to do; the console shows nothing else.</summary>
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

    /// <param name="setting">The setting for another port.</param>
    internal static EmulatorRefusedException PortInUse(int port, string setting, Exception taken) =>
        new($"The port {port} is in use; stop the program that listens on it, or choose another with {setting}.", taken);

    /// <summary>Prints only the message and ends the process if nobody catches the exception.</summary>
    internal static void PrintWhenUnhandled()
    {
        if (Interlocked.Exchange(ref _watching, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += PrintAndExit;
    }

    private static void PrintAndExit(object sender, UnhandledExceptionEventArgs unhandled)
    {
        var failed = unhandled.ExceptionObject;
        // The runtime wraps exceptions of a startup hook.
        while (failed is TargetInvocationException { InnerException: { } inner })
            failed = inner;
        if (failed is not EmulatorRefusedException refusal)
            return;
        Console.Error.WriteLine(refusal.Message);
        Environment.Exit(1);
    }
}
