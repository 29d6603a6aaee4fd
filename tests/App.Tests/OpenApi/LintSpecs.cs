using System.Text.Json.Nodes;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.OpenApi;

public sealed class LintSpecs
{
    [Fact]
    public async Task The_description_that_the_app_answers_keeps_the_recommended_rules_of_Redocly()
    {
        // The rules refuse localhost, where clients of others find nothing.
        await using var app = await TheApp.StartAsync(settings: "Site:BaseUrl=https://access.example.test");
        using var http = app.Client();
        var document = await http.GetStringAsync("/api/openapi.json");

        Assert.Equal([], await Redocly.LintAsync(document));
        Assert.NotEmpty(await Redocly.LintAsync(WithoutLicense(document)));
    }

    private static string WithoutLicense(string document)
    {
        var changed = JsonNode.Parse(document)!.AsObject(); // Redocly has read it.
        changed["info"]!.AsObject().Remove("license");
        return changed.ToJsonString();
    }
}
