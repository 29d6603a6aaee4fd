using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>The app that a host runs, and its settings.</summary>
internal sealed record FunctionsHostOptions
{
    /// <summary>The app's dll; host.json and local.settings.json are in the same folder.</summary>
    public required string AppAssembly { get; init; }

    /// <summary>Settings that override local.settings.json and the environment, for the host and its worker. Names contain colons.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The timeout until a worker is ready.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause before a worker that ended is restarted; it doubles each time, up to a minute.</summary>
    public TimeSpan RestartPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Parses the settings of a command line: <c>--name value</c> or <c>--name=value</c>.</summary>
    public static Dictionary<string, string?> Parse(string[] arguments) => new ConfigurationBuilder().AddCommandLine(arguments).Build().AsEnumerable()
        .Where(setting => setting.Value is not null)
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    public string Folder => Path.GetDirectoryName(Path.GetFullPath(AppAssembly))!; // A file has a folder.

    /// <summary>The worker's settings in addition to its inherited environment. Set when the host is built.</summary>
    public IReadOnlyDictionary<string, string?> Given { get; init; } = new Dictionary<string, string?>();
}
