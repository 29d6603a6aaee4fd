using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: HostingStartup(typeof(AccessReview.Emulator.Host.OwnProcessHook))]

namespace AccessReview.Emulator.Host;

/// <summary>
/// The app's side of a host in the app's own process. The host is loaded apart from the app, with its own packages in its
/// own versions, so that the app runs on nothing but its own; both share the base library and ASP.NET Core.
/// </summary>
public sealed class OwnProcessHook : IHostingStartup
{
    private const string HostingStartups = "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES";

    private static readonly TaskCompletionSource Stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static TimeProvider? _clock;

    /// <summary>The app has the host's clock, and stops when the host asks it to, not when the process is: the host lets what is in flight end first.</summary>
    public void Configure(IWebHostBuilder builder)
    {
        if (_clock is { } clock)
            builder.ConfigureServices(services => services.AddSingleton(clock).AddSingleton<IHostLifetime>(new Lifetime()));
    }

    /// <summary>Starts the host; ends when it waits for the worker that this process is about to become.</summary>
    internal static void Start(string app, string[] args)
    {
        var own = typeof(AccessReview.Emulator.Host.OwnProcessHook).Assembly;
        var apart = new HostContext(own.Location);
        var start = apart.LoadFromAssemblyPath(own.Location).GetType(typeof(OwnProcess).FullName!)!.GetMethod(nameof(OwnProcess.StartHost))!; // The same assembly.
        _clock = (TimeProvider)start.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [app, args, Stopped.Task], null)!; // It returns one.

        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == own.GetName().Name ? own : null;
        var others = Environment.GetEnvironmentVariable(HostingStartups);
        Environment.SetEnvironmentVariable(HostingStartups, string.IsNullOrEmpty(others) ? own.GetName().Name : $"{others};{own.GetName().Name}");
    }

    private sealed class HostContext(string assembly) : AssemblyLoadContext("Functions host")
    {
        private readonly AssemblyDependencyResolver _resolver = new(assembly);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }

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
