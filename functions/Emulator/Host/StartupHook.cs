using System.Diagnostics;
using System.Runtime.CompilerServices;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Host;

/// <summary>
/// Runs in the worker's process before its Main (DOTNET_STARTUP_HOOKS). A host that started the process is watched: the
/// process ends when the host has ended, whichever way. The host keeps the other end of standard input open; the operating
/// system closes it when the host dies. Where nobody did, as with <c>dotnet run</c>, the host is started in this process.
/// </summary>
/// <remarks>The runtime asks for this name, outside every namespace: https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
#pragma warning disable CA1050, IDE0130
internal static class StartupHook
#pragma warning restore CA1050, IDE0130
{
    internal const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Set by a host that starts the process: the hooks that the variable held before.</summary>
    internal const string EarlierHooksVariable = "FUNCTIONSHOST_EARLIER_STARTUP_HOOKS";

    /// <summary>Set by a host that starts the process: the file of its clock.</summary>
    internal const string ClockVariable = "FUNCTIONSHOST_CLOCK";

    /// <summary>What every Functions host starts a worker with.</summary>
    private const string WorkerArgument = "--functions-uri";

    private static bool _initialized;

    public static void Initialize()
    {
        // Two may name it: a host, and the app's own configuration for development.
        if (_initialized)
            return;
        _initialized = true;
        if (Environment.GetEnvironmentVariable(EarlierHooksVariable) is { } earlier)
        {
            // What the app starts itself is not the host's child.
            Environment.SetEnvironmentVariable(HooksVariable, earlier.Length == 0 ? null : earlier);
            Environment.SetEnvironmentVariable(EarlierHooksVariable, null);
            TakeClock();
            new Thread(EndWithHost) { IsBackground = true, Name = "Watches the Functions host" }.Start();
        }
        // Other programs may inherit the variable, such as dotnet itself; and other hosts have a worker of their own.
        else if (Environment.GetCommandLineArgs() is [var app, .. var args] && !args.Contains(WorkerArgument) && File.Exists(Path.Combine(Path.GetDirectoryName(app) ?? "", "host.json")))
        {
            Environment.SetEnvironmentVariable(HooksVariable, null);
            StartHost(Path.GetFullPath(app), args);
        }
    }

    // On its own, because it loads ASP.NET Core, which a worker that a host has started may be without.
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

        // Nothing that still runs could tell anybody how it ended; everything is done again by the next worker.
        Process.GetCurrentProcess().Kill();
    }
}
