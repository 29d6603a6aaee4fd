using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Health;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AccessReview.App.Tests.Health;

public sealed class HealthSpecs
{
    [Fact]
    public async Task The_readiness_answer_names_each_dependency()
    {
        await using var app = await SampleApp.StartAsync();

        var live = await app.Http.GetAsync("/api/health/live");
        var report = await app.Http.GetFromJsonAsync<JsonElement>("/api/health/ready");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal("ok", report.GetProperty("status").GetString());
        Assert.Equal(["durable", "mail", "serviceBus", "tables"], report.GetProperty("dependencies").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Order());
    }

    [Fact]
    public async Task One_failed_dependency_makes_the_app_not_ready_and_the_reason_is_not_public()
    {
        await using var app = await TheApp.StartAsync();
        using var checks = new DependencyChecks(
            [new Dependency("good", _ => Task.CompletedTask), new Dependency("bad", _ => throw new InvalidOperationException("10.0.0.7 refused"))],
            app.Get<NotificationBacklog>(),
            app.Get<WaitingCount>(),
            TimeProvider.System,
            NullLogger<DependencyChecks>.Instance);

        var report = await checks.CheckAsync([], CancellationToken.None);

        Assert.False(report.IsOk);
        Assert.Equal([HealthStatus.Ok, HealthStatus.Down], report.Dependencies.Select(one => one.Status));
        Assert.Equal("10.0.0.7 refused", report.Dependencies[1].Detail);
        Assert.All(report.WithoutDetails().Dependencies, one => Assert.Null(one.Detail));
    }
}
