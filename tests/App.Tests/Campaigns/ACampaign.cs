using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Pages;

namespace AccessReview.App.Tests.Campaigns;

/// <summary>A campaign over the small organization, run over the API. Cora and Carl are campaign owners.</summary>
internal sealed class ACampaign(TheApp app, string id)
{
    public string Id { get; } = id;

    private string Path => $"/api/v1/campaigns/{Id}";

    /// <summary>The small organization with two campaign owners, two more holders of Reader, and access of Olga's own.</summary>
    public static async Task<TheApp> StartAppAsync(params string[] settings)
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import, settings);
        await app.ImportAsync(new
        {
            users = new object[]
            {
                new { id = "cora", email = "cora@example.test", displayName = "Cora Campaign", roles = "campaignOwner" },
                new { id = "carl", email = "carl@example.test", displayName = "Carl Campaign", roles = "campaignOwner" },
            },
            grants = new object[]
            {
                new { userId = "ada", entitlementId = SmallOrganization.Reader, lastUsedAt = "2026-10-30" },
                new { userId = "olga", entitlementId = SmallOrganization.Reader },
            },
        });
        return app;
    }

    /// <summary>The body of a campaign that ends in ten days.</summary>
    public static object Body(
        string name = "Vault 2026", string source = "appOwners", object? scope = null, string noResponse = "keep", object? guard = null, string due = "2026-11-12", object? removals = null) =>
        new { name, reviewers = new { source }, due, scope = scope ?? new { apps = new[] { "vault" } }, noResponse, guard = guard ?? new { maxRemovals = 50, maxPercent = 100 }, removals = removals ?? new { coolingOffHours = 0 } };

    /// <summary>As <see cref="Body"/>; decisions take effect at the sign-off.</summary>
    public static object StagedBody(string noResponse = "keep", object? scope = null) => new
    {
        name = "Vault 2026",
        reviewers = new { source = "appOwners" },
        due = "2026-11-12",
        scope = scope ?? new { apps = new[] { "vault" } },
        noResponse,
        guard = new { maxRemovals = 50, maxPercent = 100 },
        decisionsFinal = "untilSignOff",
    };

    public static async Task<ACampaign> CreateAsync(TheApp app, object? body = null, string by = "cora") =>
        new(app, (await app.As(by).PostAsync("/api/v1/campaigns", body ?? Body(), HttpStatusCode.Created)).GetProperty("id").GetString()!); // Every campaign has one.

    /// <summary>Creates, freezes and starts a campaign.</summary>
    public static async Task<ACampaign> OpenAsync(TheApp app, object? body = null)
    {
        var campaign = await CreateAsync(app, body);
        await campaign.PostAsync("freeze");
        await campaign.PostAsync("start");
        return campaign;
    }

    /// <summary>Sends a command and waits until no work is pending.</summary>
    public async Task<JsonElement> PostAsync(string command, object? body = null, string by = "cora", HttpStatusCode expected = HttpStatusCode.Accepted)
    {
        var answer = await app.As(by).PostAsync($"{Path}/{command}", body ?? new { }, expected);
        await app.RestAsync();
        return answer;
    }

    public Task<JsonElement> PreviewAsync() => app.As("cora").PostAsync($"{Path}/preview", new { }, HttpStatusCode.OK);

    public Task<JsonElement> ReadAsync(string by = "cora") => app.As(by).GetAsync(Path);

    public async Task<string> StateAsync() => (await ReadAsync()).GetProperty("state").GetString()!; // Every campaign has one.

    public Task<JsonElement> ProgressAsync() => app.As("cora").GetAsync($"{Path}/progress");

    /// <summary>The items as "person entitlement state outcome", in the order of the population.</summary>
    public async Task<IReadOnlyList<string>> ItemsAsync(string query = "")
    {
        var page = await app.As("cora").GetAsync($"{Path}/items?limit=100{query}");
        return [.. page.GetProperty("items").EnumerateArray().Select(item =>
        {
            var subject = item.GetProperty("subject");
            var outcome = item.TryGetProperty("outcome", out var ended) ? $" {ended.GetString()}" : "";
            return $"{subject.GetProperty("user").GetString()} {subject.GetProperty("entitlementName").GetString()} {item.GetProperty("state").GetString()}{outcome}";
        })];
    }
}
