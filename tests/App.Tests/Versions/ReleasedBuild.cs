using System.Diagnostics;
using System.Formats.Tar;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.Versions;

/// <summary>An earlier release, built from this repository's own history: once, and kept below tests/artifacts.</summary>
internal static class ReleasedBuild
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>The path of the app's assembly.</summary>
    public static async Task<string> OfAsync(Release release)
    {
        var folder = Checkout.PathOf("tests", "artifacts", "releases", release.Commit);
        var built = Path.Combine(folder, "functions", "App", "bin", "Release", "net10.0", "AccessReview.App.dll");
        // Written last, so that a build that was cut off begins anew.
        var mark = Path.Combine(folder, "built");
        await OneAtATime.WaitAsync();
        try
        {
            if (!File.Exists(mark))
            {
                await ExportAsync(release, folder);
                await BuildAsync(folder);
                await File.WriteAllTextAsync(mark, release.Version);
            }
        }
        finally
        {
            OneAtATime.Release();
        }

        return built;
    }

    private static async Task ExportAsync(Release release, string folder)
    {
        if (System.IO.Directory.Exists(folder))
            System.IO.Directory.Delete(folder, recursive: true);
        System.IO.Directory.CreateDirectory(folder);
        var (code, _) = await RunAsync("git", Checkout.Root, "cat-file", "-e", release.Commit + "^{commit}");
        if (code != 0)
            throw new InvalidOperationException($"Release {release.Version} is commit {release.Commit}, which this clone does not have: run git fetch --unshallow.");

        var archive = Path.Combine(folder, "source.tar");
        await RequireAsync("git", Checkout.Root, "archive", "--format=tar", "-o", archive, release.Commit);
        await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: false);
        File.Delete(archive);
    }

    // What the analyzers had to say was said when it was released.
    private static Task BuildAsync(string folder) => RequireAsync(
        "dotnet", folder, "build", Path.Combine("functions", "App", "App.csproj"), "-c", "Release", "-v", "quiet", "-nologo", "--disable-build-servers",
        "-p:RestoreLockedMode=true", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false");

    private static async Task RequireAsync(string program, string folder, params string[] arguments)
    {
        var (code, output) = await RunAsync(program, folder, arguments);
        if (code != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A test that runs under dotnet test has its SDK's variables; the build finds its own.
        foreach (var inherited in new[] { "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly" })
            start.Environment.Remove(inherited);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
