using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace AccessReview.App.Tests.MailReports;

/// <summary>Who may deliver reports, and what the webhook answers to those who may not.</summary>
public sealed class MailReportSenderSpecs(MailReportSenderSpecs.WithKey shared) : IClassFixture<MailReportSenderSpecs.WithKey>
{
    private const string EventGrid = "4962773b-9cdb-44cf-a8bf-234846a00ab7";
    private const string Role = "AzureEventGridSecureWebhookSubscriber";

    [Fact]
    public async Task Only_the_key_of_the_settings_or_the_one_before_it_is_accepted()
    {
        await using var app = await TheApp.StartAsync(settings: [Reports.WithKey, "MailReports:PreviousKey=5d0f3a9b7c1e4826a0d4b8f2c6e1937a5d9b3f1c"]);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, Reports.Key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "5d0f3a9b7c1e4826a0d4b8f2c6e1937a5d9b3f1c"));
        foreach (var bad in new[] { null, "", "wrong", Reports.Key.ToUpperInvariant(), Reports.Key + " x" })
        {
            using var answer = await Reports.PostAsync(app, "[]", bad);
            Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal("bad_sender", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData(EventGrid, Role, HttpStatusCode.OK)]
    [InlineData(EventGrid, "Another.Role", HttpStatusCode.Unauthorized)]
    [InlineData(EventGrid, null, HttpStatusCode.Unauthorized)]
    [InlineData("00000000-0000-0000-0000-000000000001", Role, HttpStatusCode.Unauthorized)]
    public async Task Event_Grids_token_is_accepted_with_its_role_only(string client, string? role, HttpStatusCode expected)
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var app = await TheApp.StartAsync(issuer, settings: [$"MailReports:ClientId={EventGrid}"]);
        var token = issuer.Token(new SecurityTokenDescriptor
        {
            Issuer = issuer.Address,
            Audience = OidcIssuer.Audience,
            IssuedAt = app.Now.UtcDateTime,
            NotBefore = app.Now.UtcDateTime,
            Expires = app.Now.AddMinutes(60).UtcDateTime,
            SigningCredentials = new SigningCredentials(issuer.Key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object> { ["tid"] = OidcIssuer.Tenant, ["oid"] = "service", ["azp"] = client, ["ver"] = "2.0", ["roles"] = (string[])(role is null ? [] : [role]) },
        });

        using var answer = await Reports.PostAsync(app, "[]", key: null, bearer: token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_users_token_delivers_nothing()
    {
        await using var issuer = await OidcIssuer.StartAsync();
        await using var app = await TheApp.StartAsync(issuer, settings: [$"MailReports:ClientId={EventGrid}"]);

        using var answer = await Reports.PostAsync(app, "[]", key: null, bearer: issuer.TokenFor(SmallOrganization.Admin, app.Now));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_and_a_client_there_is_no_webhook()
    {
        await using var app = await TheApp.StartAsync(settings: ["Emulator:Email:Reports:KeySetting="]);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(app, Reports.Key));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("[{\"id\":\"1\",\"subject\":\"s\",\"eventType\":\"Microsoft.Communication.EmailDeliveryReportReceived\",\"dataVersion\":\"1.0\",\"eventTime\":\"2026-11-02T09:00:05Z\",\"data\":{\"messageId\":\"no\",\"status\":\"Bounced\"}}]")]
    [InlineData("[{\"id\":\"1\",\"subject\":\"s\",\"eventType\":\"Microsoft.Communication.EmailDeliveryReportReceived\",\"dataVersion\":\"1.0\",\"eventTime\":\"2026-11-02T09:00:05Z\",\"data\":{\"messageId\":\"8a0b6b6e-1111-4222-8333-444455556666\"}}]")]
    [InlineData("[{\"id\":\"1\",\"subject\":\"s\",\"eventType\":\"Microsoft.Communication.EmailDeliveryReportReceived\",\"dataVersion\":\"1.0\",\"eventTime\":\"2026-11-02T09:00:05Z\",\"data\":7}]")]
    public async Task A_malformed_body_is_refused_with_a_problem_document(string body)
    {
        using var answer = await Reports.PostAsync(shared.App, body);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, text);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("bad_event", JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_new_subscription_gets_its_code_back()
    {
        const string Body = """[{"id":"1","topic":"t","subject":"","data":{"validationCode":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-02T09:00:00Z","metadataVersion":"1","dataVersion":"2"}]""";

        using var answer = await Reports.PostAsync(shared.App, Body);
        using var stranger = await Reports.PostAsync(shared.App, Body, key: null);

        Assert.Equal("512d38b6-c7b8-40c8-89fe-f46f9e9622b6", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("validationResponse").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (answer.StatusCode, stranger.StatusCode));
    }

    [Theory]
    [InlineData("eventgrid.azure.net", HttpStatusCode.OK)]
    [InlineData("elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task The_handshake_of_CloudEvents_allows_Event_Grid_and_nobody_else(string? origin, HttpStatusCode expected)
    {
        using var http = shared.App.Client();
        using var request = new HttpRequestMessage(HttpMethod.Options, Reports.Path);
        if (origin is not null)
            request.Headers.Add("WebHook-Request-Origin", origin);

        using var answer = await http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, answer.Headers.TryGetValues("WebHook-Allowed-Origin", out var allowed) && allowed.Single() == origin);
    }

    private static async Task<HttpStatusCode> StatusAsync(TheApp app, string key)
    {
        using var answer = await Reports.PostAsync(app, "[]", key);
        return answer.StatusCode;
    }

    public sealed class WithKey : SharedApp
    {
        protected override IReadOnlyList<string> Settings => [Reports.WithKey];
    }
}
