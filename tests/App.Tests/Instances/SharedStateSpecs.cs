using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Instances;

/// <summary>Each of two processes knows the state created by the other.</summary>
public sealed class SharedStateSpecs(TwoInstances instances) : IClassFixture<TwoInstances>
{
    [Fact]
    public async Task A_session_and_a_form_of_one_instance_are_valid_at_the_other()
    {
        var cookie = await instances.Apps[0].SignInAsync(SmallOrganization.Admin);
        using var page = await SendAsync(instances.Apps[0], HttpMethod.Get, "/api/docs", cookie, null);
        if (page.Headers.TryGetValues("Set-Cookie", out var more))
            cookie = string.Join("; ", more.Select(line => line.Split(';')[0]).Append(cookie));
        var fields = Browser.HiddenFieldsOf(await Browser.FormOfAsync(page, "form[action='/sign-out']"));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(instances.Apps[1], HttpMethod.Get, "/api/v1/my/counts", cookie, null)).StatusCode);

        using var signedOut = await SendAsync(instances.Apps[1], HttpMethod.Post, "/sign-out", cookie, fields);

        Assert.Equal(HttpStatusCode.SeeOther, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(instances.Apps[0], HttpMethod.Get, "/api/v1/my/counts", cookie, null)).StatusCode);
    }

    [Fact]
    public async Task A_repeated_idempotency_key_gets_the_same_answer_from_another_instance()
    {
        var body = new { entitlementId = SmallOrganization.Root, reason = "For the release" };
        using var first = await instances.Apps[0].As("ada").PostAsync("/api/v1/requests", body, "asked-once");
        using var again = await instances.Apps[1].As("ada").PostAsync("/api/v1/requests", body, "asked-once");
        using var other = await instances.Apps[1].As("ada").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the release" }, "asked-once");

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity], new[] { first, again, other }.Select(answer => answer.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.True(again.Headers.Contains("Idempotent-Replay"));
    }

    [Fact]
    public async Task Of_two_simultaneous_requests_for_the_same_access_at_two_instances_one_is_accepted()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index =>
            instances.Apps[index % 2].As("ada").PostAsync("/api/v1/requests", new { entitlementId = SmallOrganization.Reader, reason = "For the release" }, $"asked-{index}")));
        await instances.AdvanceAsync("PT16M");

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(await instances.Apps[0].As("mia").MyTasksAsync("&kind=approval"), task => task.GetProperty("entitlement").GetString() == SmallOrganization.Reader);
    }

    private static async Task<HttpResponseMessage> SendAsync(RemoteApp app, HttpMethod method, string path, string cookie, IEnumerable<KeyValuePair<string, string>>? form)
    {
        using var client = app.Client();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (form is not null)
            request.Content = new FormUrlEncodedContent(form);
        return await client.SendAsync(request);
    }
}
