using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>The environment variables and command line arguments that the real host gives a worker.</summary>
internal sealed class WorkerEnvironment(FunctionsHostOptions options, HostAddresses addresses, IConfiguration configuration, IEnumerable<IWorkerSettings> amendments)
{
    /// <summary>Variables with the host's own addresses, which do not apply to the worker.</summary>
    private static readonly string[] HostsOwn = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "URLS"];

    /// <summary>The worker's settings in addition to its inherited environment; names contain colons.</summary>
    public Dictionary<string, string?> Settings()
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase);
        var inherited = settings.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options.Given)
            settings[name] = value;
        settings.Remove("urls");
        foreach (var amendment in amendments)
            amendment.Amend(settings);
        return settings.Where(setting => inherited.GetValueOrDefault(setting.Key) != setting.Value).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Added to the environment; null removes a variable.</summary>
    public Dictionary<string, string?> Variables()
    {
        var settings = Settings();
        var variables = settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        foreach (var name in HostsOwn)
            variables[name] = null;
        variables["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder;
        variables["FUNCTIONS_WORKER_DIRECTORY"] = options.Folder;
        variables["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        variables["AZURE_FUNCTIONS_ENVIRONMENT"] = configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? "Development";
        return variables;
    }

    /// <summary>Where the worker connects to, by the names of its configuration section Functions:Worker.</summary>
    public IReadOnlyDictionary<string, string> Connection(string workerId) => new Dictionary<string, string>
    {
        ["HostEndpoint"] = addresses.Rpc.ToString(),
        ["WorkerId"] = workerId,
        ["RequestId"] = workerId,
        ["GrpcMaxMessageLength"] = int.MaxValue.ToString(CultureInfo.InvariantCulture),
    };
}
