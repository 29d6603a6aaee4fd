using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Layers;

/// <summary>One folder of functions/App uses another: a using, or a name with its namespace.</summary>
internal sealed record FolderReference(string From, string To, string File);

/// <summary>Finds in the sources which folder uses which. Unnecessary usings do not compile, so each using is a use.</summary>
internal static partial class FolderReferences
{
    private static readonly string Root = Checkout.PathOf("functions", "App");

    public static IReadOnlyList<string> Folders { get; } =
        [.. Directory.GetDirectories(Root).Where(folder => Sources(folder).Any()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<FolderReference> All { get; } = [.. Folders.SelectMany(folder => Sources(Path.Combine(Root, folder)).SelectMany(file => Of(folder, file)))];

    /// <summary>The folders named in a source file.</summary>
    internal static IReadOnlyList<string> NamedIn(string source) =>
        [.. Used().Matches(Comment().Replace(source, "")).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<FolderReference> Of(string folder, string file) => NamedIn(File.ReadAllText(file))
        .Where(named => named != folder && Folders.Contains(named))
        .Select(named => new FolderReference(folder, named, Path.GetRelativePath(Root, file)));

    private static IEnumerable<string> Sources(string folder) => Path.GetFileName(folder) is "bin" or "obj"
        ? []
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal));

    // A namespace line names its own folder, which is no reference. A name may start at App, because the root
    // namespace is in scope everywhere.
    [GeneratedRegex(@"(?<![\w.])(AccessReview\.)?App\.(?<folder>[A-Z]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Used();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}
