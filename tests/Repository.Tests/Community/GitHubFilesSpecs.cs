using Xunit;

namespace AccessReview.Repository.Tests.Community;

/// <summary>Files that GitHub reads besides workflows: Dependabot settings and issue forms.</summary>
public sealed class GitHubFilesSpecs
{
    private static readonly Dictionary<string, string> Manifests = new(StringComparer.Ordinal)
    {
        ["nuget"] = "Directory.Packages.props",
        ["npm"] = "package.json",
        ["github-actions"] = ".github/workflows",
        ["dotnet-sdk"] = "global.json",
        ["devcontainers"] = ".devcontainer/devcontainer.json",
    };

    public static TheoryData<string> Forms => [.. CheckedInFiles.Yaml(".github/ISSUE_TEMPLATE/").Where(path => !path.EndsWith("/config.yml", StringComparison.Ordinal))];

    [Fact]
    public void Each_YAML_file_is_valid() => Assert.All(CheckedInFiles.Yaml("").Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal)), path => Assert.NotEmpty(Yaml.Read(path).Children));

    [Fact]
    public void Dependabot_watches_each_kind_of_dependency_in_its_folder()
    {
        var updates = Yaml.Read(".github/dependabot.yml").Items("updates");

        Assert.Superset(new HashSet<string?> { "nuget", "npm", "github-actions" }, updates.Select(update => update.Text("package-ecosystem")).ToHashSet());
        Assert.All(updates, update =>
        {
            var manifest = $"{update.Text("directory")!.Trim('/')}/{Manifests[update.Text("package-ecosystem")!]}".TrimStart('/'); // A missing key fails the test, as it should.
            Assert.True(CheckedInFiles.Exists(manifest), manifest);
            Assert.NotNull(update.At("schedule")?.Text("interval"));
        });
    }

    [Fact]
    public void Dependabot_watches_every_npm_project()
    {
        var folders = CheckedInFiles.All.Where(path => path.EndsWith("/package.json", StringComparison.Ordinal)).Select(path => $"/{Path.GetDirectoryName(path)}").Order();
        var known = Yaml.Read(".github/dependabot.yml").Items("updates").Where(update => update.Text("package-ecosystem") == "npm").Select(update => update.Text("directory")).Order();

        Assert.Equal(folders, known);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_issue_form_has_only_fields_that_GitHub_supports(string path)
    {
        var form = Yaml.Read(path);
        var fields = form.Items("body").Where(field => field.Text("type") != "markdown").ToList();

        Assert.NotNull(form.Text("name"));
        Assert.NotNull(form.Text("description"));
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains(field.Text("type"), new[] { "input", "textarea", "dropdown", "checkboxes" }));
        Assert.All(fields, field => Assert.False(string.IsNullOrEmpty(field.At("attributes")?.Text("label"))));
        Assert.All(fields.Where(field => field.Text("type") == "dropdown"), field => Assert.NotEmpty(field.At("attributes")!.Items("options"))); // Checked above.
        Assert.Equal(fields.Count, fields.Select(field => field.Text("id")).OfType<string>().Distinct().Count());
    }
}
