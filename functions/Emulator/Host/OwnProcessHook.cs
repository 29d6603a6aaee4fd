using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>
/// The app's side when host and app share one process. The host is loaded into its own context with its own package versions,
/// so that they do not affect the app. Both share the base library and ASP.NET Core.
/// </summary>
internal static class OwnProcessHook
{
    private static readonly TaskCompletionSource Stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the host. Returns when the host waits for the worker, which this process then becomes.</summary>
    internal static void Start(string app, string[] args)
    {
        var own = typeof(OwnProcessHook).Assembly;
        var apart = new HostContext(own.Location);
        var start = apart.LoadFromAssemblyPath(own.Location).GetType(typeof(OwnProcess).FullName!)!.GetMethod(nameof(OwnProcess.StartHost))!; // The same assembly.
        var (clock, tables) = ((TimeProvider, HttpMessageHandler?))start.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [app, args, Stopped.Task], null)!; // It returns both.
        AppHosts.Change(clock, new Lifetime(), tables, isOfHost: true);
    }

    private sealed class HostContext(string assembly) : AssemblyLoadContext("Functions host")
    {
        private readonly AssemblyDependencyResolver _resolver = new(assembly);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }

    /// <summary>The app stops when the host asks it to, not when the process is asked to stop, because the host first finishes work in progress.</summary>
    private sealed class Lifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopped.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
