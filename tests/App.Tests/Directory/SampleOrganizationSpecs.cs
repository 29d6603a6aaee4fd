using AccessReview.App.Imports;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class SampleOrganizationSpecs
{
    private static readonly Dictionary<ImportedFile, List<RawLine>> Files = CsvFolder.Read(null).ToDictionary(file => file.File, file => file.Lines.ToList());

    [Fact]
    public void The_sample_organization_imports_without_a_bad_line()
    {
        Assert.Equal(40, Files[ImportedFile.Users].Count);
        Assert.Equal(8, Files[ImportedFile.Apps].Count);
        Assert.Equal(60, Files[ImportedFile.Entitlements].Count);
        Assert.InRange(Files[ImportedFile.Grants].Count, 200, 900);
        Assert.All(Files.Values.SelectMany(lines => lines), line => Assert.Null(line.Problem));
    }

    [Fact]
    public void Every_reference_in_the_sample_organization_exists()
    {
        var people = Column(ImportedFile.Users, "id").ToHashSet();

        Assert.Subset(people, Column(ImportedFile.Users, "managerId").Concat(Column(ImportedFile.Users, "delegateId")).Where(id => id.Length > 0).ToHashSet());
        Assert.Subset(people, Column(ImportedFile.Apps, "ownerIds").Concat(Column(ImportedFile.Entitlements, "ownerIds")).SelectMany(ids => ids.Split(';', StringSplitOptions.RemoveEmptyEntries)).ToHashSet());
        Assert.Subset(people, Column(ImportedFile.Grants, "userId").ToHashSet());
        Assert.Subset(Column(ImportedFile.Apps, "id").ToHashSet(), Column(ImportedFile.Entitlements, "appId").ToHashSet());
        Assert.Subset(Column(ImportedFile.Entitlements, "id").ToHashSet(), Column(ImportedFile.Grants, "entitlementId").ToHashSet());
    }

    private static IEnumerable<string> Column(ImportedFile file, string column) => Files[file].Select(line => line.Values!.GetValueOrDefault(column, ""));
}
