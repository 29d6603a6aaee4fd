using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace AccessReview.Repository.Tests.Community;

/// <summary>Workflows run pinned actions, have few permissions, and have time limits.</summary>
public sealed partial class WorkflowSpecs
{
    public static TheoryData<string> Workflows => [.. CheckedInFiles.Yaml(".github/workflows/")];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_only_permissions_named_by_its_jobs_and_every_job_has_a_time_limit(string path)
    {
        var workflow = Yaml.Read(path);

        Assert.NotNull(workflow.At("on"));
        Assert.Empty(((YamlMappingNode)workflow.At("permissions")!).Children); // Without the key this fails, as it should.
        Assert.All(workflow.Entries("jobs").Values, job =>
        {
            Assert.NotNull(job.At("permissions"));
            Assert.NotNull(job.Text("timeout-minutes"));
        });
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_checkout_does_not_persist_its_token(string path) =>
        Assert.All(Steps(path).Where(step => step.Text("uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true), step => Assert.Equal("false", step.At("with")?.Text("persist-credentials")));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void An_action_is_pinned_by_commit_or_digest_with_its_version_in_a_comment(string path)
    {
        var uses = CheckedInFiles.Read(path).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void Every_workflow_uses_the_same_version_of_an_action()
    {
        var differing = CheckedInFiles.Yaml(".github/workflows/").SelectMany(Steps).Select(step => step.Text("uses")).OfType<string>()
            .Select(uses => (Owner: string.Join('/', uses.Split('@')[0].Split('/').Take(2)), Pin: uses.Split('@')[^1]))
            .Distinct()
            .GroupBy(action => action.Owner)
            .Where(pins => pins.Count() > 1)
            .Select(pins => pins.Key);

        Assert.Empty(differing);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_script_that_a_workflow_runs_exists(string path)
    {
        var scripts = Steps(path).Select(step => step.Text("run")).OfType<string>().SelectMany(run => Script().Matches(run)).Select(script => script.Value);

        Assert.All(scripts, script => Assert.True(CheckedInFiles.Exists(script), script));
    }

    private static IEnumerable<YamlNode> Steps(string path) => Yaml.Read(path).Entries("jobs").Values.SelectMany(job => job.Items("steps"));

    [GeneratedRegex(@"uses: (?:[\w./-]+@[0-9a-f]{40} # v[0-9.]+|docker://[\w./-]+:[\w.]+@sha256:[0-9a-f]{64} # [0-9.]+)$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?<![\w./-])(?:\.ci|tests|infra|functions)/[\w./-]+")]
    private static partial Regex Script();
}
