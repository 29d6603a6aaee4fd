using System.Net;
using System.Net.Http.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class OutOfOfficeSpecs(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_delegate_is_active_until_the_end_of_the_absence()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        Assert.Equal(HttpStatusCode.OK, await SetAsync(app, "mia", new { delegateId = "max", until = TheApp.Monday.AddDays(7) }));
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();

        Assert.Single(await app.As("max").MyTasksAsync());
        Assert.Equal(HttpStatusCode.OK, await SetAsync(app, "mia", new { delegateId = (string?)null }));
        Assert.False((await app.As("mia").GetAsync("/api/v1/users/me")).TryGetProperty("delegateId", out _));
    }

    [Theory]
    [InlineData("mia")]
    [InlineData("nobody")]
    public async Task A_person_cannot_be_their_own_delegate_and_an_unknown_person_cannot_be_a_delegate(string colleague)
    {
        var app = shared.App;

        Assert.Equal(HttpStatusCode.BadRequest, await SetAsync(app, "mia", new { delegateId = colleague }));
    }

    [Fact]
    public async Task People_can_read_only_their_own_access_and_that_of_their_reports()
    {
        var app = shared.App;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "bob"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "mia"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "aud"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, "ada"));
    }

    private static async Task<HttpStatusCode> StatusAsync(TheApp app, string person)
    {
        using var answer = await app.As(person).Http.GetAsync("/api/v1/users/bob/grants");
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> SetAsync(TheApp app, string person, object body)
    {
        using var answer = await app.As(person).Http.PatchAsJsonAsync("/api/v1/users/me/out-of-office", body);
        return answer.StatusCode;
    }
}
