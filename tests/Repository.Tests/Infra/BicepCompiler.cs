using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>
/// The real Bicep compiler, from its NuGet package. It needs no network: it contains the types, and we use no external
/// modules.
/// </summary>
internal static class BicepCompiler
{
    private static readonly Lazy<Task<JsonDocument>> Main = new(async () => JsonDocument.Parse((await RunAsync(["build", Checkout.PathOf("infra", "main.bicep"), "--stdout"], CancellationToken.None)).Output));

    private static string Executable { get; } = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Bicep").Value
        ?? throw new InvalidOperationException("App.Tests.csproj says where the Bicep compiler is.");

    /// <summary>The ARM template: main.bicep with all its modules.</summary>
    public static Task<JsonDocument> TemplateAsync() => Main.Value;

    /// <summary>All diagnostics of the compiler and its linter for the files of a folder.</summary>
    public static async Task<string> ComplaintsAsync(string folder, CancellationToken cancellationToken)
    {
        var (output, complaints) = await RunAsync(["lint", "--pattern", $"{folder.Replace('\\', '/')}/**/*.bicep"], cancellationToken);
        return output + complaints;
    }

    /// <summary>Formats the files of a folder in place.</summary>
    public static Task FormatAsync(string folder, CancellationToken cancellationToken) =>
        RunAsync(["format", "--pattern", $"{folder.Replace('\\', '/')}/**/*.bicep"], cancellationToken);

    /// <summary>The resources of a deployment, with every expression evaluated that does not need Azure.</summary>
    /// <param name="main">The template.</param>
    /// <param name="parameters">By name, as Bicep literals.</param>
    public static async Task<JsonDocument> ForetellAsync(string main, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("access-review-bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "foretold.bicepparam");
            string[] lines = [$"using '{Path.GetRelativePath(folder.FullName, main).Replace('\\', '/')}'", .. parameters.Select(parameter => $"param {parameter.Key} = {parameter.Value}")];
            await File.WriteAllLinesAsync(file, lines, cancellationToken);
            var (_, complaints) = await RunAsync(
                ["snapshot", file, "--mode", "overwrite", "--location", "westeurope", "--subscription-id", $"{new Guid(1, 0, 0, new byte[8])}", "--tenant-id", $"{new Guid(2, 0, 0, new byte[8])}"],
                cancellationToken);
            var foretold = Path.ChangeExtension(file, ".snapshot.json");
            return File.Exists(foretold) ? JsonDocument.Parse(await File.ReadAllTextAsync(foretold, cancellationToken)) : throw new InvalidOperationException(complaints);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static async Task<(string Output, string Complaints)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A machine without ICU has no cultures; the compiler needs none.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var compiler = Process.Start(start) ?? throw new InvalidOperationException($"{Executable} does not start.");
        var complaints = compiler.StandardError.ReadToEndAsync(cancellationToken);
        var output = await compiler.StandardOutput.ReadToEndAsync(cancellationToken);
        await compiler.WaitForExitAsync(cancellationToken);
        return (output, (await complaints).Trim());
    }
}
