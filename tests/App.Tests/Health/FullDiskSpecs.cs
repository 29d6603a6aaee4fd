using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Emulator.Storage;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.App.Tests.Health;

public sealed class FullDiskSpecs
{
    private static readonly object Request = new { entitlementId = SmallOrganization.Reader, reason = "Please" };

    [Fact]
    public async Task While_the_disk_is_full_writes_get_503_with_Retry_After_and_lists_still_work()
    {
        await using var app = await StartAsync();
        var database = app.OfEmulator<EmulatorDatabase>();
        await app.As("ada").GetAsync("/api/v1/my/tasks");

        database.IsFull = true;
        using var refused = await app.As("ada").PostAsync("/api/v1/requests", Request);
        await app.As("ada").GetAsync("/api/v1/my/tasks");
        database.IsFull = false;
        using var taken = await app.As("ada").PostAsync("/api/v1/requests", Request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task Effects_of_a_decision_are_applied_once_the_disk_has_room_again()
    {
        await using var app = await StartAsync();
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        var task = Assert.Single(await app.As("mia").MyTasksAsync());
        await app.RestAsync();
        var database = app.OfEmulator<EmulatorDatabase>();

        database.IsFull = true;
        using var refused = await app.As("mia").PostAsync($"/api/v1/tasks/{task.GetProperty("number")}/decisions", new { decision = "approve", step = 1 });
        await Assert.ThrowsAsync<StorageException>(() => app.AdvanceAsync(TimeSpan.FromHours(1)));
        database.IsFull = false;
        await app.As("mia").DecideAsync(task.GetProperty("number").GetInt32(), "approve");
        await app.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.DoesNotContain(await app.As("mia").MyTasksAsync(), open => open.GetProperty("number").GetInt32() == task.GetProperty("number").GetInt32());
    }

    private static async Task<TheApp> StartAsync()
    {
        // The client's own retries take seconds; this tests what happens after the last one.
        var app = await TheApp.StartAsync(builder => builder.Services.AddSingleton(new TableClientOptions { Retry = { MaxRetries = 0, Mode = RetryMode.Fixed } }));
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app.RestAsync();
        return app;
    }
}
