using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>What a host runs, and with which settings.</summary>
internal sealed record FunctionsHostOptions
{
    /// <summary>The app's dll, as built; host.json and local.settings.json are beside it.</summary>
    public required string AppAssembly { get; init; }

    /// <summary>Settings that win over local.settings.json and the environment, for the host and its worker. Names have colons.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long a worker may take to be ready.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause before a worker that ended is started again; each further one is twice as long, up to a minute.</summary>
    public TimeSpan RestartPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The settings of a command line: <c>--name value</c> or <c>--name=value</c>.</summary>
    public static Dictionary<string, string?> Parse(string[] arguments) => new ConfigurationBuilder().AddCommandLine(arguments).Build().AsEnumerable()
        .Where(setting => setting.Value is not null)
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    public string Folder => Path.GetDirectoryName(Path.GetFullPath(AppAssembly))!; // A file has one.

    /// <summary>The settings that the worker gets beyond the environment that it inherits. Filled when the host is built.</summary>
    public IReadOnlyDictionary<string, string?> Given { get; init; } = new Dictionary<string, string?>();
}
