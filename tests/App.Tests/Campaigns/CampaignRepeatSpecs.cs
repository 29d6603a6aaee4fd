using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>Campaigns over access that was reviewed before.</summary>
public sealed class CampaignRepeatSpecs
{
    [Fact]
    public async Task Access_that_is_certified_until_a_date_is_not_reviewed_again_before_it()
    {
        await using var app = await ACampaign.StartAppAsync();
        var first = await ACampaign.OpenAsync(app);
        var tasks = await app.As("otto").MyTasksAsync();
        var ada = NumberOf(tasks, "ada", "Reader");
        await app.As("otto").PostAsync($"/api/v1/tasks/{ada}/decisions", new { decision = "certify", step = 0, until = "2027-12-31" }, HttpStatusCode.BadRequest);
        await app.As("otto").PostAsync($"/api/v1/tasks/{ada}/decisions", new { decision = "certify", step = 0, until = "2027-03-31" }, HttpStatusCode.OK);
        await app.RestAsync();
        await first.PostAsync("close", new { reason = "Done" });

        var otto = await Visitor.SignInAsync(app, "otto");
        Assert.Contains("Otto Owner certified the access, valid until 31 March 2027", (await otto.GetAsync($"/tasks/{ada}")).Text, StringComparison.Ordinal);
        var second = await ACampaign.CreateAsync(app);
        var preview = await second.PreviewAsync();
        var excluded = preview.GetProperty("excluded").EnumerateArray().ToDictionary(one => one.GetProperty("reason").GetString()!, one => one.GetProperty("count").GetInt32());
        Assert.Equal((3, 1), (preview.GetProperty("items").GetInt32(), excluded["stillCertified"]));
    }

    private static int NumberOf(IReadOnlyList<JsonElement> tasks, string person, string entitlement) => tasks
        .Single(task => task.GetProperty("subjectUser").GetString() == person && task.GetProperty("entitlementName").GetString() == entitlement)
        .GetProperty("number").GetInt32();
}
