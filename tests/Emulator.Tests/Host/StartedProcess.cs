using System.Diagnostics;
using System.Globalization;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>A program that runs a host, with its own data folder.</summary>
internal sealed class StartedProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tiny-");
    private readonly Task<string> _errors;

    private StartedProcess(IEnumerable<string> command, string? hook, Dictionary<string, string>? environment, Action<string>? prepare)
    {
        prepare?.Invoke(_data.FullName);
        string[] places =
        [
            "--Emulator:Urls", "http://127.0.0.1:0", "--Emulator:TablesUrl", "http://127.0.0.1:0",
            "--Emulator:ServiceBusPort", "0", "--Emulator:DataPath", _data.FullName,
        ];
        var start = new ProcessStartInfo("dotnet", [.. command, .. places])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // As in TinyHost: the machine allows few file watches.
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        if (hook is not null)
            start.Environment["DOTNET_STARTUP_HOOKS"] = hook;
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        Process = Process.Start(start)!; // A new process each time.
        _errors = Process.StandardError.ReadToEndAsync();
    }

    public Process Process { get; }

    public string DataPath => _data.FullName;

    public HttpClient Client { get; private set; } = new();

    /// <param name="hook">A startup hook; null: none.</param>
    /// <param name="prepare">Puts files into the data folder before the start.</param>
    /// <exception cref="InvalidOperationException">It ended before its functions were available.</exception>
    public static async Task<StartedProcess> StartAsync(
        IEnumerable<string> command,
        string? hook = null,
        Dictionary<string, string>? environment = null,
        Action<string>? prepare = null)
    {
        var started = new StartedProcess(command, hook, environment, prepare);
        while (await started.Process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("Functions started on ") is not [_, var addresses])
                continue;
            started.Client = new HttpClient { BaseAddress = new Uri(addresses.Split(';')[0]) };
            return started;
        }

        var (code, error) = await started.EndAsync();
        await started.DisposeAsync();
        throw new InvalidOperationException($"It ended with {code}: {error}");
    }

    /// <summary>Sends the stop signal of a shell's Ctrl+C or a container.</summary>
    public async Task<(int Code, string Output)> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        var output = await Process.StandardOutput.ReadToEndAsync();
        return ((await EndAsync()).Code, output);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Process.Kill();
        await EndAsync();
        Process.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<(int Code, string Errors)> EndAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Process.WaitForExitAsync(deadline.Token);
        return (Process.ExitCode, await _errors);
    }
}
