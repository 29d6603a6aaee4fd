using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.Hosting;

namespace AccessReview.Emulator.Host;

/// <summary>
/// The app's side of a host in the app's own process. The host is loaded apart from the app, with its own packages in its
/// own versions, so that the app runs on nothing but its own; both share the base library and ASP.NET Core.
/// </summary>
internal static class OwnProcessHook
{
    private static readonly TaskCompletionSource Stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the host; ends when it waits for the worker that this process is about to become.</summary>
    internal static void Start(string app, string[] args)
    {
        var own = typeof(OwnProcessHook).Assembly;
        var apart = new HostContext(own.Location);
        var start = apart.LoadFromAssemblyPath(own.Location).GetType(typeof(OwnProcess).FullName!)!.GetMethod(nameof(OwnProcess.StartHost))!; // The same assembly.
        var (clock, tables) = ((TimeProvider, HttpMessageHandler?))start.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [app, args, Stopped.Task], null)!; // It returns both.
        AppHosts.Change(clock, new Lifetime(), tables);
    }

    private sealed class HostContext(string assembly) : AssemblyLoadContext("Functions host")
    {
        private readonly AssemblyDependencyResolver _resolver = new(assembly);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }

    /// <summary>The app stops when the host asks it to, not when the process is: the host lets what is in flight end first.</summary>
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
