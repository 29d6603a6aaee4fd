using System.Text.RegularExpressions;
using Xunit;

namespace AccessReview.Repository.Tests.Community;

/// <summary>The links in the repository's pages work.</summary>
public sealed partial class LinkSpecs
{
    [Fact]
    public void Every_link_in_a_Markdown_page_leads_to_an_existing_file_and_heading()
    {
        var broken = CheckedInFiles.Markdown.SelectMany(page => Link().Matches(WithoutCode(CheckedInFiles.Read(page))).Select(link => (Page: page, Target: link.Groups[1].Value)))
            .Where(link => !link.Target.Contains(':', StringComparison.Ordinal) && !Resolves(link.Page, link.Target))
            .Select(link => $"{link.Page}: {link.Target}");

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_path_named_in_the_contributor_pages_exists()
    {
        string[] pages = ["README.md", "CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/PULL_REQUEST_TEMPLATE.md", "functions/glossary.md", "functions/requirements.md", "infra/README.md", "infra/runbook.md"];
        var paths = pages.SelectMany(page => NamedPath().Matches(CheckedInFiles.Read(page)).Select(path => (Page: page, Path: path.Groups[1].Value))).ToList();

        Assert.NotEmpty(paths);
        Assert.Empty(paths.Where(path => !Exists(path.Path)).Select(path => $"{path.Page}: {path.Path}"));
    }

    [Theory]
    [InlineData("README.md", "functions/glossary.md", true)]
    [InlineData(".github/CONTRIBUTING.md", "../functions/glossary.md#the-work", true)]
    [InlineData("README.md", "functions/glossary.md#nothing", false)]
    [InlineData("README.md", "glossary.md", false)]
    public void A_broken_link_is_noticed(string page, string target, bool expected) => Assert.Equal(expected, Resolves(page, target));

    // A decision can be named by its number.
    private static bool Exists(string path) =>
        CheckedInFiles.Exists(path) || (DecisionNumber().IsMatch(path) && CheckedInFiles.All.Any(file => file.StartsWith($"{path}-", StringComparison.Ordinal)));

    private static bool Resolves(string page, string target)
    {
        var (path, heading) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
        var folder = Path.GetDirectoryName(page) ?? "";
        var file = path.Length == 0 ? page : Path.GetRelativePath(Path.GetFullPath("/"), Path.GetFullPath(Path.Combine("/", folder, Uri.UnescapeDataString(path)))).Replace('\\', '/');
        return CheckedInFiles.Exists(file) && (heading is null || Anchors(CheckedInFiles.Read(file)).Contains(heading));
    }

    /// <summary>Anchors like GitHub's: lower case, without punctuation, hyphens for blanks.</summary>
    private static HashSet<string> Anchors(string markdown) =>
        [.. Heading().Matches(WithoutCode(markdown)).Select(heading => NotInAnchors().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string WithoutCode(string markdown) => Fence().Replace(markdown, "");

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.])`((?:functions|tests|infra|\.github|\.ci|\.vscode|\.devcontainer|\.config)(?:/[\w.-]+)*)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex("^functions/decisions/[0-9]{4}$")]
    private static partial Regex DecisionNumber();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{Nd} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
