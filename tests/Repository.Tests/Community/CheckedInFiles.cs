using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Community;

/// <summary>The files of the checkout, without generated files.</summary>
internal static class CheckedInFiles
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal) { ".git", ".vs", ".idea", ".emulator", "bin", "obj", "node_modules", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "StrykerOutput" };

    /// <summary>Paths relative to the checkout, with slashes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Below(new DirectoryInfo(Checkout.Root)).Select(file => Path.GetRelativePath(Checkout.Root, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Markdown => All.Where(path => path.EndsWith(".md", StringComparison.Ordinal));

    public static IEnumerable<string> Yaml(string folder) =>
        All.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && (path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal)));

    public static string Read(string path) => File.ReadAllText(Checkout.PathOf(path));

    public static bool Exists(string path) => File.Exists(Checkout.PathOf(path)) || Directory.Exists(Checkout.PathOf(path));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => !NotOurs.Contains(inner.Name)).SelectMany(Below));
}
