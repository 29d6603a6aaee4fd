using System.Text.Json;
using System.Text.RegularExpressions;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>The resources that main.bicep would create from given parameters.</summary>
internal sealed partial class Foretold
{
    private static readonly Lazy<Task<Foretold>> ByDefaults = new(() => OfAsync([]));

    private static readonly Lazy<Task<Foretold>> WithEverything = new(() => OfAsync(
        new()
        {
            ["privateNetworking"] = "true",
            ["frontDoor"] = "true",
            ["schedulerSku"] = "'Dedicated'",
            ["alwaysReadyInstances"] = "1",
            ["mailDomain"] = "'access.example.org'",
            ["mailDomainVerified"] = "true",
            ["linkKeys"] = "'k1, k2'",
            ["linkSigningKey"] = "'k2'",
            ["signInClientId"] = "'00000000-0000-0000-0000-000000000003'",
            ["signInHasSecret"] = "true",
            ["signInUserIdClaim"] = "'sub'",
            ["slackTeamId"] = "'T0WORKSPACE'",
            ["slackHasPreviousSecret"] = "true",
            ["directoryAdmins"] = "'00000000-0000-0000-0000-000000000004'",
            ["mailInDigest"] = "'reminder, ended'",
            ["mailOff"] = "'assigned'",
            ["slackOff"] = "'reminder'",
            ["notificationsLocked"] = "'escalated, lastReminder'",
            ["operators"] = "'one@example.org,two@example.org'",
            ["otlpEndpoint"] = "'https://collector.example.org'",
        }));

    private static readonly Lazy<Task<Foretold>> OnStorage = new(() => OfAsync(new() { ["durableBackend"] = "'azureStorage'", ["privateNetworking"] = "true" }));

    private readonly JsonElement _root;

    private Foretold(JsonDocument document)
    {
        _root = document.RootElement;
        Text = _root.GetRawText();
    }

    public static Task<Foretold> Default => ByDefaults.Value;

    /// <summary>All options turned on.</summary>
    public static Task<Foretold> Everything => WithEverything.Value;

    /// <summary>Orchestrations in Azure Storage.</summary>
    public static Task<Foretold> Storage => OnStorage.Value;

    public static async Task<Foretold[]> AllAsync() => [await Default, await Everything, await Storage];

    public string Text { get; }

    public IEnumerable<JsonElement> Resources => _root.GetProperty("predictedResources").EnumerateArray();

    /// <summary>The app's settings with their values, as far as they are known before the deployment.</summary>
    public IReadOnlyDictionary<string, string> Settings => Resources
        .Single(resource => TypeOf(resource) == "Microsoft.Web/sites/config" && resource.GetProperty("name").GetString()!.EndsWith("/appsettings", StringComparison.Ordinal))
        .GetProperty("properties").EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>The assigned roles and their scopes, as <c>Storage Table Data Contributor on storageAccounts/ststate…</c>.</summary>
    public IEnumerable<string> Roles => Resources
        .Where(resource => TypeOf(resource) == "Microsoft.Authorization/roleAssignments")
        .Select(assignment => $"{BuiltInRoles.NameOf(assignment.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!.Split('/')[^1])} on {ScopeOf(assignment.GetProperty("id").GetString()!)}")
        .Order(StringComparer.Ordinal);

    public IEnumerable<JsonElement> Of(string type) => Resources.Where(resource => TypeOf(resource) == type);

    private static string TypeOf(JsonElement resource) => resource.GetProperty("type").GetString()!;

    /// <summary>
    /// Of <c>[extensionResourceId('/…/resourceGroups/rg-test/providers/Microsoft.X/ys/name', …)]</c>: <c>ys/name</c>,
    /// less the letters that make names unique.
    /// </summary>
    private string ScopeOf(string id)
    {
        var unique = Of("Microsoft.ManagedIdentity/userAssignedIdentities").Single().GetProperty("name").GetString()!["id-".Length..];
        var scope = Scope().Match(id) is { Success: true } match ? match.Groups["scope"].Value : throw new FormatException($"{id} names no scope.");
        return scope.Replace("-" + unique, "", StringComparison.Ordinal).Replace(unique, "", StringComparison.Ordinal);
    }

    private static async Task<Foretold> OfAsync(Dictionary<string, string> parameters)
    {
        parameters["environmentName"] = "'test'";
        parameters["location"] = "'westeurope'";
        return new Foretold(await BicepCompiler.ForetellAsync(Checkout.PathOf("infra", "main.bicep"), parameters, CancellationToken.None));
    }

    [GeneratedRegex(@"^\[extensionResourceId\('/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.\w+/(?<scope>[^']+)',")]
    private static partial Regex Scope();
}
