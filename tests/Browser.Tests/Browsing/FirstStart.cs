using System.Diagnostics;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>The run command of the README in an empty folder, with ports that are free.</summary>
internal sealed partial class FirstStart : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newcomer-");
    private readonly Process _process;
    private Task _rest = Task.CompletedTask;

    private FirstStart()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        // Tests are built in the configuration of the app that they start.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] arguments =
        [
            "run", "--no-build", "-c", configuration, "--project", Checkout.PathOf("functions", "App"), "--",
            "--urls", "http://127.0.0.1:0", "--Emulator:TablesUrl", "http://127.0.0.1:0", "--Emulator:ServiceBusPort", "0",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!; // A new process each time.
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <exception cref="InvalidOperationException">It ended before its functions were available.</exception>
    public static async Task<FirstStart> BeginAsync()
    {
        var first = new FirstStart();
        var errors = first._process.StandardError.ReadToEndAsync();
        while (await first._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (AddressIn().Match(line) is not { Success: true } found)
                continue;
            first.Address = new Uri(found.Groups[1].Value);
            first._rest = Task.WhenAll(first._process.StandardOutput.ReadToEndAsync(), errors);
            return first;
        }

        await first.DisposeAsync();
        throw new InvalidOperationException($"The app ended: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _rest;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"Functions started on (http://[^\s;]+)")]
    private static partial Regex AddressIn();
}
