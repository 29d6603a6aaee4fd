using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AccessReview.FunctionsHost.Host;

/// <summary>Starts workers as child processes, with what the real host gives them on the command line and as environment variables.</summary>
internal sealed class WorkerLauncher(FunctionsHostOptions options, HostAddresses addresses, IConfiguration configuration, IEnumerable<IWorkerSettings> amendments, WorkerLogs logs)
{
    /// <summary>Where this host listens is not where the worker does.</summary>
    private static readonly string[] HostsOwn = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "URLS"];

    public WorkerProcess Start(string workerId) => WorkerProcess.Start(options.AppAssembly, Arguments(workerId), Environment(), logs);

    private IEnumerable<string> Arguments(string workerId) =>
    [
        "--functions-uri", addresses.Rpc.ToString(),
        "--functions-worker-id", workerId,
        "--functions-request-id", workerId,
        "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
    ];

    private Dictionary<string, string?> Environment()
    {
        var settings = options.Given.ToDictionary(StringComparer.OrdinalIgnoreCase);
        settings.Remove("urls");
        foreach (var amendment in amendments)
            amendment.Amend(settings);

        var environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        foreach (var name in HostsOwn)
            environment[name] = null;
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = options.Folder;
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["AZURE_FUNCTIONS_ENVIRONMENT"] = configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? "Development";
        AddStartupHook(environment);
        return environment;
    }

    private static void AddStartupHook(Dictionary<string, string?> environment)
    {
        var earlier = System.Environment.GetEnvironmentVariable(StartupHook.HooksVariable) ?? "";
        var own = typeof(StartupHook).Assembly.Location;
        environment[StartupHook.EarlierHooksVariable] = earlier;
        environment[StartupHook.HooksVariable] = earlier.Length == 0 ? own : $"{own}{Path.PathSeparator}{earlier}";
    }
}
