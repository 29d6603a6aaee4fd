using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>What the directory knows of people and entitlements beyond names: from files to API and pages.</summary>
public sealed class AttributeSpecs
{
    private const string People =
        "id,email,displayName,department,title,employmentType,startDate,endDate\n" +
        "bob,bob@example.test,Bob Builder,Finance,Accountant,contractor,2024-03-01,2027-02-28\n";

    private const string Entitlements =
        "id,appId,name,type,description,risk,ownerIds,tags,privileged,protected\n" +
        "vault/root,vault,Root,role,Reads every secret,high,otto,sox; gdpr ;SOX,yes,true\n";

    [Fact]
    public async Task Attributes_of_people_entitlements_and_grants_are_imported_and_shown()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var import = await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = People,
            ["entitlements"] = Entitlements,
            ["grants"] = "userId,entitlementId,protected\nbob,vault/reader,ja\n",
        });

        Assert.Equal("good", import.GetProperty("result").GetString());
        var adam = app.As(SmallOrganization.Admin);
        var bob = await adam.GetAsync("/api/v1/users/bob");
        Assert.Equal(
            ["Finance", "Accountant", "contractor", "2024-03-01", "2027-02-28"],
            new[] { "department", "title", "employmentType", "startDate", "endDate" }.Select(name => bob.GetProperty(name).GetString()));
        var root = await adam.GetAsync("/api/v1/entitlements/vault%2Froot");
        Assert.Equal(["sox", "gdpr"], root.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.True(root.GetProperty("isPrivileged").GetBoolean());
        Assert.True(root.GetProperty("isProtected").GetBoolean());
        var grants = (await adam.GetAsync("/api/v1/users/bob/grants")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([(false, true), (true, true)], grants.Select(grant => (grant.GetProperty("isPrivileged").GetBoolean(), grant.GetProperty("isProtected").GetBoolean())));

        var reader = await Visitor.SignInAsync(app, SmallOrganization.Admin);
        var page = await reader.GetAsync("/directory/people/bob");
        foreach (var fact in new[] { "Finance", "Accountant", "contractor", "1 March 2024", "28 February 2027" })
            Assert.Contains(fact, page.Document.QuerySelectorAll("dd").Select(value => value.TextContent.Trim()));
        Assert.Equal(2, page.Document.QuerySelectorAll("td[data-label=State] .badge").Count(badge => badge.TextContent == "Protected"));
        Assert.Contains("Privileged", (await reader.GetAsync("/directory/entitlements/vault%2Froot")).Document.QuerySelector("dl.facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(",true,true", await adam.Http.GetStringAsync("/api/v1/users/bob/grants.csv?separator=comma"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_without_the_new_columns_change_no_attribute_and_a_cleared_one_is_removed()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.ImportAsync(new Dictionary<string, string> { ["users"] = People, ["entitlements"] = Entitlements });

        var old = await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = "id,email,displayName\nbob,bob@example.test,Bob Builder\n",
            ["entitlements"] = "id,appId,name,type,description,risk,ownerIds\nvault/root,vault,Root,role,Reads every secret,high,otto\n",
        });
        Assert.All(old.GetProperty("files").EnumerateArray(), file => Assert.Equal(1, file.GetProperty("unchanged").GetInt32()));
        await app.ImportAsync("users", "id,email,displayName,department,endDate\nbob,bob@example.test,Bob Builder,(none),(none)\n");

        var bob = await app.As(SmallOrganization.Admin).GetAsync("/api/v1/users/bob");
        Assert.Equal("Accountant", bob.GetProperty("title").GetString());
        Assert.False(bob.TryGetProperty("department", out _));
        Assert.False(bob.TryGetProperty("endDate", out _));
        Assert.True((await app.As(SmallOrganization.Admin).GetAsync("/api/v1/entitlements/vault%2Froot")).GetProperty("isProtected").GetBoolean());
    }

    [Fact]
    public async Task A_bad_attribute_is_reported_with_its_value_and_a_bad_protection_refuses_the_line()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        var import = await app.ImportAsync(new Dictionary<string, string>
        {
            ["users"] = $"id,email,displayName,department,startDate\nbob,bob@example.test,Bob Builder,{new string('x', 300)},soon\n",
            ["entitlements"] = "id,appId,name,protected\nvault/root,vault,Root,perhaps\n",
        });

        Assert.Equal([(2, "inPart"), (2, "refused")], (await app.ProblemsAsync(import)).Select(problem => (problem.GetProperty("line").GetInt32(), problem.GetProperty("kind").GetString())));
        var reasons = await app.ReasonsAsync(import);
        Assert.Contains("department is longer than 200 characters. startDate is \"soon\".", reasons[0], StringComparison.Ordinal);
        Assert.Contains("protected is \"perhaps\". Write true or false.", reasons[1], StringComparison.Ordinal);
        Assert.Contains("privileged", Assert.Single(await app.ReasonsAsync(await app.ImportAsync("entitlements", "id,appId,name,privilege\nvault/root,vault,Root,yes\n"))), StringComparison.Ordinal);
    }
}
