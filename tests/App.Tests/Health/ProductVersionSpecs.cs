using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Telemetry;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Health;

public sealed class ProductVersionSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/directory")]
    [InlineData("/operation")]
    [InlineData("/tasks/999999")]
    [InlineData("/signed-out")]
    public async Task Each_page_shows_the_product_version_in_its_footer(string path)
    {
        var adam = await Visitor.SignInAsync(shared.App, SmallOrganization.Admin);

        var page = await adam.GetAsync(path);

        Assert.Equal($"Access Review {ProductVersion.Current}", page.Document.QuerySelector("body > footer")?.TextContent);
    }

    [Theory]
    [InlineData("live")]
    [InlineData("ready")]
    public async Task The_health_answer_contains_the_version(string which)
    {
        using var client = shared.App.Client();

        var report = await client.GetFromJsonAsync<JsonElement>($"/api/health/{which}");

        Assert.Equal(ProductVersion.Current, report.GetProperty("version").GetString());
    }
}
