using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

public sealed class OtherPeoplesTaskSpecs
{
    [Fact]
    public async Task A_task_of_other_people_is_not_found_with_a_valid_token()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var request = await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync()).GetProperty("number").GetInt32();
        var bob = app.As("bob");

        foreach (var path in new[] { $"/api/v1/tasks/{task}", $"/api/v1/tasks/{task}/history", $"/api/v1/requests/{request.GetProperty("id").GetString()}", "/api/v1/tasks/999999" })
            Assert.Equal(HttpStatusCode.NotFound, (await bob.Http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.PostAsync($"/api/v1/tasks/{task}/decisions", new { decision = "approve", step = 0 })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.PostAsync($"/api/v1/tasks/{task}/comments", new { text = "Let me in" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.PostAsync("/api/v1/directory/imports", SmallOrganization.Import)).StatusCode);
    }
}
