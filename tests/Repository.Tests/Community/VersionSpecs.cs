using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AccessReview.App.Telemetry;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Community;

/// <summary>The build, the changelog and the app have the same version.</summary>
public sealed partial class VersionSpecs
{
    private static readonly string[] Kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

    private static IReadOnlyList<Match> Releases => Release().Matches(CheckedInFiles.Read("CHANGELOG.md"));

    [Fact]
    public void The_app_shows_the_version_of_the_build()
    {
        var version = XDocument.Load(Checkout.PathOf("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

        Assert.Equal(version, ProductVersion.Current);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", version);
    }

    [Theory]
    [InlineData("1.2.3+4d5e6f", "1.2.3")]
    [InlineData("1.2.3-beta.1+4d5e6f", "1.2.3-beta.1")]
    [InlineData("1.2.3", "1.2.3")]
    public void A_version_is_shown_without_its_commit(string informational, string expected) =>
        Assert.Equal(expected, ProductVersion.WithoutCommit(informational));

    [Fact]
    public void The_newest_release_in_the_changelog_is_this_version() => Assert.Equal(ProductVersion.Current, Releases[0].Groups["version"].Value);

    [Fact]
    public void Releases_in_the_changelog_are_listed_from_new_to_old_with_their_date()
    {
        var releases = Releases.Select(release => (
            Version: Version.Parse(release.Groups["version"].Value),
            Day: DateOnly.ParseExact(release.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture))).ToList();

        Assert.Equal(releases.OrderByDescending(release => release.Version), releases);
        Assert.Equal(releases.OrderByDescending(release => release.Day), releases);
    }

    [Fact]
    public void The_changelog_has_the_headings_of_Keep_a_Changelog()
    {
        var headings = CheckedInFiles.Read("CHANGELOG.md").Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal)).ToList();

        Assert.Equal("## [Unreleased]", headings[0]);
        Assert.All(headings.Skip(1), heading => Assert.True(Release().IsMatch(heading) || Kinds.Contains(heading[4..]), heading));
    }

    [GeneratedRegex(@"^## \[(?<version>[0-9.]+)\] - (?<day>[0-9-]+)$", RegexOptions.Multiline)]
    private static partial Regex Release();
}
