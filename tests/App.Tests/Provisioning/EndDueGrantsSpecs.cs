using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Provisioning;

public sealed class EndDueGrantsSpecs
{
    [Fact]
    public async Task An_expired_grant_is_removed_by_one_task()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("adam").PostAsync(
            "/api/v1/directory/imports",
            new { grants = new[] { new { userId = "ada", entitlementId = SmallOrganization.Reader, until = $"{TheApp.Monday.AddDays(2):O}" } } },
            System.Net.HttpStatusCode.Accepted);
        await app.RestAsync();

        await app.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Empty(await app.As("olga").MyTasksAsync("&kind=deprovisioning"));
        await app.AdvanceAsync(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(20));

        var task = Assert.Single(await app.As("olga").MyTasksAsync("&kind=deprovisioning"));
        Assert.Equal("ada", task.GetProperty("subjectUser").GetString());
    }
}
