using System.Diagnostics;
using System.Text.Json;

namespace AccessReview.App.Tests.Drivers;

/// <summary>Redocly's real command line (tests/redocly), with its recommended rules.</summary>
public static class Redocly
{
    /// <returns>Each problem as its severity, rule, place and message; empty: the document is good.</returns>
    public static async Task<IReadOnlyList<string>> LintAsync(string document)
    {
        // Its own folder: a configuration in a folder above would change the rules.
        var folder = System.IO.Directory.CreateTempSubdirectory("redocly-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "openapi.json"), document);
            var output = await RunAsync(folder, "lint", "openapi.json", "--format=json", "--extends=recommended", "--max-problems=1000");
            return [.. JsonDocument.Parse(output).RootElement.GetProperty("problems").EnumerateArray().Select(Line)];
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static string Line(JsonElement problem)
    {
        var pointed = problem.GetProperty("location")[0].TryGetProperty("pointer", out var pointer) ? pointer.GetString() : "?";
        return $"{Text("severity")} {Text("ruleId")} at {pointed}: {Text("message")}";

        string? Text(string name) => problem.GetProperty(name).GetString();
    }

    private static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Program(), .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" },
            },
        };
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        // 1: the document has errors.
        return process.ExitCode is 0 or 1 && (await output).Contains('{', StringComparison.Ordinal)
            ? await output
            : throw new InvalidOperationException($"Redocly ended with {process.ExitCode}: {await errors}");
    }

    private static string Program()
    {
        var program = Checkout.PathOf("tests", "redocly", "node_modules", "@redocly", "cli", "bin", "cli.js");
        return File.Exists(program)
            ? program
            : throw new FileNotFoundException("Redocly is not installed: run tests/run, or npm ci in tests/redocly.", program);
    }
}
