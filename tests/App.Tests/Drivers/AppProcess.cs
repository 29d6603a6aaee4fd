using System.Diagnostics;
using System.Text.RegularExpressions;
using AccessReview.Emulator.Host;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The app in a process of its own on one data folder: it can be killed at any instant and started again.</summary>
public sealed partial class AppProcess(string dataPath, OidcIssuer issuer) : IAsyncDisposable
{
    private readonly List<string> _lastLines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private Process? _process;

    /// <summary>More settings for the next start, as on a command line.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    /// <summary>The app is a child of the host's process, as in production; otherwise both are one, as with <c>dotnet run</c>.</summary>
    public bool IsChild { get; init; }

    public string DataPath => dataPath;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public int Kills { get; private set; }

    /// <summary>What the running process has used of the machine's cores.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process?.Refresh();
            return _process?.TotalProcessorTime ?? TimeSpan.Zero;
        }
    }

    /// <summary>Of a process that ended before it answered.</summary>
    public int? ExitCode { get; private set; }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        // The test project references the app and the emulator, so their assemblies and runtime configurations lie beside the tests.
        var (app, emulator) = (typeof(AccessReviewApp).Assembly.Location, typeof(EmulatorHandle).Assembly.Location);
        if (!IsChild)
            start.Environment["DOTNET_STARTUP_HOOKS"] = emulator;
        foreach (var argument in IsChild ? [emulator, app] : new[] { app })
            start.ArgumentList.Add(argument);
        string[] settings = [.. TheApp.Settings(dataPath, issuer).Select(setting => setting[2..]), "Logging:LogLevel:AccessReview.Emulator=Information", .. Settings];
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
            start.Environment[setting[0].Replace(":", "__", StringComparison.Ordinal)] = setting[1];

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _process = process;
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Remember(line);
            if (AddressLine().Match(line) is { Success: true } match)
            {
                Address = new Uri(match.Groups[1].Value);
                _ = DrainAsync(process);
                return;
            }
        }

        await process.WaitForExitAsync();
        ExitCode = process.ExitCode;
        throw new InvalidOperationException("The app ended before it answered: " + string.Join('\n', _lastLines));
    }

    /// <summary>The first line of the console, from the start on, that is wanted; the last lines are remembered.</summary>
    public Task<string> LineAsync(Func<string, bool> wanted)
    {
        lock (_lastLines)
        {
            if (_lastLines.Find(line => wanted(line)) is { } known)
                return Task.FromResult(known);
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, found));
            return found.Task;
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    /// <exception cref="InvalidOperationException">The process had ended by itself.</exception>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        if (_process.HasExited)
            throw new InvalidOperationException($"The app had ended by itself with {_process.ExitCode}: {string.Join('\n', _lastLines)}");
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        Kills++;
    }

    public async ValueTask DisposeAsync()
    {
        if (ExitCode is null)
            await KillAsync();
        else
            _process?.Dispose();
    }

    private async Task DrainAsync(Process process)
    {
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
                Remember(line);
        }
        // Killed while its output was read.
        catch (Exception ended) when (ended is IOException or InvalidOperationException or ObjectDisposedException)
        {
        }
    }

    private void Remember(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            _lastLines.Add(line);
            if (_lastLines.Count > 40)
                _lastLines.RemoveAt(0);
            foreach (var waiting in _waiting.Where(waiting => waiting.Wanted(line)).ToList())
            {
                _waiting.Remove(waiting);
                waiting.Found.TrySetResult(line);
            }
        }
    }

    [GeneratedRegex(@"Functions started on (http://\S+?)/?[;\s]")]
    private static partial Regex AddressLine();
}
