using System.Text.RegularExpressions;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Repository.Tests.Community;

/// <summary>Requirement codes and domain words are explained.</summary>
public sealed partial class RequirementSpecs
{
    private const string Page = "functions/requirements.md";

    [Fact]
    public void Every_requirement_code_named_in_a_file_is_explained()
    {
        var explained = Explained().Matches(CheckedInFiles.Read(Page)).Select(row => row.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var named = CheckedInFiles.All.Where(path => path != Page).SelectMany(path => NamedIn(path).Select(code => (Code: code, Path: path))).ToList();

        Assert.NotEmpty(explained);
        Assert.Empty(named.Where(use => !explained.Contains(use.Code)).Select(use => $"{use.Path}: {use.Code} is not in {Page}"));
    }

    [Fact]
    public void The_glossary_explains_every_kind_of_task_and_every_decision()
    {
        var glossary = CheckedInFiles.Read("functions/glossary.md");

        foreach (var word in Enum.GetNames<TaskKind>().Concat(Enum.GetNames<Decision>()))
            Assert.Contains(word, glossary, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> NamedIn(string path) => Path.GetExtension(path) switch
    {
        ".cs" or ".razor" or ".js" or ".css" => Comment().Matches(CheckedInFiles.Read(path)).SelectMany(comment => Code().Matches(comment.Value)).Select(code => code.Value),
        ".md" or ".bicep" or ".yml" => Code().Matches(CheckedInFiles.Read(path)).Select(code => code.Value),
        _ => [],
    };

    [GeneratedRegex(@"\b[ABDILQT](?:-t)?[0-9]{1,2}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!:)//.*|@\*.*?\*@|/\*.*?\*/")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\| ([A-Z](?:-t)?[0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex Explained();
}
