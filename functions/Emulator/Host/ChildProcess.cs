using System.Diagnostics;

namespace AccessReview.Emulator.Host;

/// <summary>A worker's process. It reads its standard input while this process lives, and ends with it: see <see cref="StartupHook"/>.</summary>
internal sealed class ChildProcess : IWorkerProcess
{
    private const string Unhandled = "Unhandled exception";

    private readonly Process _process;
    private volatile string? _lastError;
    private volatile int _exitCode;

    private ChildProcess(Process process, WorkerLogs logs)
    {
        _process = process;
        Id = process.Id;
        process.OutputDataReceived += (_, line) => Print(line.Data, isError: false, logs);
        process.ErrorDataReceived += (_, line) => Print(line.Data, isError: true, logs);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Exited = WaitForExitAsync();
    }

    /// <summary>Completes when the process has ended and all its output has been read.</summary>
    public Task Exited { get; }

    public int Id { get; }

    /// <summary>The unhandled exception in its output, otherwise the last line of its error output, otherwise its exit code.</summary>
    public string? LastError => _lastError ?? (Exited.IsCompleted ? $"exit code {_exitCode}" : null);

    /// <param name="environment">Added to this process's own environment; null removes a variable.</param>
    /// <exception cref="EmulatorRefusedException">The process cannot be started.</exception>
    public static ChildProcess Start(string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> environment, WorkerLogs logs)
    {
        var start = new ProcessStartInfo(DotNet)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return new ChildProcess(Process.Start(start)!, logs); // A new process each time.
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new EmulatorRefusedException($"The worker cannot be started with '{DotNet}': {missing.Message}", missing);
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        // The process has already ended.
        catch (InvalidOperationException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _process.Dispose();
    }

    // The dotnet that runs this process; otherwise the one of DOTNET_HOST_PATH or PATH.
    private static string DotNet =>
        Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? own
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private async Task WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        _exitCode = _process.ExitCode;
    }

    private void Print(string? line, bool isError, WorkerLogs logs)
    {
        if (line is null)
            return;
        // The lines after an exception are its stack trace.
        if (isError && line.Length > 0 && !char.IsWhiteSpace(line[0]) && _lastError?.StartsWith(Unhandled, StringComparison.Ordinal) != true)
            _lastError = line;
        logs.Print(line, isError);
    }
}
