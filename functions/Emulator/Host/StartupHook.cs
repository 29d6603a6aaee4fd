using System.Diagnostics;
using System.Runtime.CompilerServices;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;

/// <summary>
/// Runs in the worker's process before its Main (DOTNET_STARTUP_HOOKS). If a host started the process, the process ends when
/// the host ends in any way: the host holds the other end of standard input, and the operating system closes it when the host ends.
/// If no host started the process, as with <c>dotnet run</c>, the host is started in this process.
/// </summary>
/// <remarks>The runtime requires this name, without a namespace: https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
#pragma warning disable CA1050, IDE0130
internal static class StartupHook
#pragma warning restore CA1050, IDE0130
{
    internal const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Set by a host that starts the process: the previous value of the hooks variable.</summary>
    internal const string EarlierHooksVariable = "FUNCTIONSHOST_EARLIER_STARTUP_HOOKS";

    /// <summary>Set by a host that starts the process: the file of its clock.</summary>
    internal const string ClockVariable = "FUNCTIONSHOST_CLOCK";

    /// <summary>The argument with which every Functions host starts a worker.</summary>
    private const string WorkerArgument = "--functions-uri";

    private static bool _initialized;

    public static void Initialize()
    {
        // The hook can be named twice: by a host, and by the app's own configuration for development.
        if (_initialized)
            return;
        _initialized = true;
        if (Environment.GetEnvironmentVariable(EarlierHooksVariable) is { } earlier)
        {
            // Processes that the app starts do not belong to the host.
            Environment.SetEnvironmentVariable(HooksVariable, earlier.Length == 0 ? null : earlier);
            Environment.SetEnvironmentVariable(EarlierHooksVariable, null);
            TakeClock();
            new Thread(EndWithHost) { IsBackground = true, Name = "Watches the Functions host" }.Start();
        }
        // Other programs can inherit the variable, such as dotnet itself, and other hosts have their own workers.
        else if (Environment.GetCommandLineArgs() is [var app, .. var args] && !args.Contains(WorkerArgument) && File.Exists(Path.Combine(Path.GetDirectoryName(app) ?? "", "host.json")))
        {
            Environment.SetEnvironmentVariable(HooksVariable, null);
            StartHost(Path.GetFullPath(app), args);
        }
    }

    // A separate method, because it loads ASP.NET Core, which a worker that a host started may not have.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StartHost(string app, string[] args) => OwnProcessHook.Start(app, args);

    private static void TakeClock()
    {
        if (Environment.GetEnvironmentVariable(ClockVariable) is not { } file)
            return;
        Environment.SetEnvironmentVariable(ClockVariable, null);
        AppHosts.Change(new WorkerClock(file));
    }

    private static void EndWithHost()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> buffer = stackalloc byte[16];
        try
        {
            while (input.Read(buffer) > 0)
            {
                // The host writes nothing.
            }
        }
        catch (IOException)
        {
            // Closed.
        }

        // Nothing that still runs could report its result; the next worker does everything again.
        Process.GetCurrentProcess().Kill();
    }
}
