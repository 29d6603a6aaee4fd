using System.Diagnostics;

/// <summary>
/// Runs in the worker's process before its Main (DOTNET_STARTUP_HOOKS): ends the process when the host that started it has
/// ended, whichever way. The host keeps the other end of standard input open; the operating system closes it when the host
/// dies. Uses nothing but the base library, because the app's process knows nothing else of this assembly.
/// </summary>
/// <remarks>The runtime asks for this name, outside every namespace: https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
#pragma warning disable CA1050, IDE0130
internal static class StartupHook
#pragma warning restore CA1050, IDE0130
{
    internal const string HooksVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Set by the host: the hooks that the variable held before.</summary>
    internal const string EarlierHooksVariable = "FUNCTIONSHOST_EARLIER_STARTUP_HOOKS";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(EarlierHooksVariable) is not { } earlier)
            return;
        // What the app starts itself is not the host's child.
        Environment.SetEnvironmentVariable(HooksVariable, earlier.Length == 0 ? null : earlier);
        Environment.SetEnvironmentVariable(EarlierHooksVariable, null);
        new Thread(EndWithHost) { IsBackground = true, Name = "Watches the Functions host" }.Start();
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
