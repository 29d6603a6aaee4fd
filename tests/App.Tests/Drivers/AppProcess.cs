using System.Diagnostics;
using System.Text.RegularExpressions;
using AccessReview.Emulator.Host;

namespace AccessReview.App.Tests.Drivers;

/// <summary>The app in a separate process on one data folder. It can be killed at any time and restarted.</summary>
public sealed partial class AppProcess(string dataPath, OidcIssuer issuer) : IAsyncDisposable
{
    private readonly List<string> _lastLines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private Process? _process;

    /// <summary>Additional settings for the next start, in command-line form.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    /// <summary>
    /// True: the app is a child process of the host, as in production. False: both share one process, as with <c>dotnet
    /// run</c>.
    /// </summary>
    public bool IsChild { get; init; }

    public string DataPath => dataPath;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public int Kills { get; private set; }

    /// <summary>The CPU time that the running process has used.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process?.Refresh();
            return _process?.TotalProcessorTime ?? TimeSpan.Zero;
        }
    }

    /// <summary>The exit code and output of a process that ended before it answered.</summary>
    public int? ExitCode { get; private set; }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        // The test project references the app and the emulator, so their assemblies and runtime configurations are in
        // the tests' output folder.
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

    /// <summary>Returns the first matching line of the console since the start. Keeps the last lines.</summary>
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
    /// <exception cref="InvalidOperationException">The process had already ended.</exception>
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
        // The process was killed while its output was read.
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
