using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed class RoleSpecs
{
    public static TheoryData<string> Backends => ["durableTaskScheduler", "azureStorage"];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task The_identity_has_exactly_the_roles_that_the_code_needs(string backend)
    {
        var foretold = backend == "azureStorage" ? await Foretold.Storage : await Foretold.Default;

        Assert.Equal(NeededWith(backend, foretold.Settings).Order(StringComparer.Ordinal), foretold.Roles);
    }

    [Fact]
    public async Task Roles_are_assigned_only_to_the_identity_of_the_app()
    {
        foreach (var foretold in await Foretold.AllAsync())
        {
            var assignments = foretold.Of("Microsoft.Authorization/roleAssignments").Select(assignment => assignment.GetProperty("properties")).ToList();

            Assert.Single(assignments.Select(assignment => assignment.GetProperty("principalId").GetString()).Distinct());
            Assert.All(assignments, assignment => Assert.Equal("ServicePrincipal", assignment.GetProperty("principalType").GetString()));
        }
    }

    [Fact]
    public async Task No_service_that_the_app_uses_accepts_keys()
    {
        foreach (var foretold in await Foretold.AllAsync())
        {
            Assert.All(foretold.Of("Microsoft.Storage/storageAccounts"), account => Assert.False(account.GetProperty("properties").GetProperty("allowSharedKeyAccess").GetBoolean()));
            Assert.All(foretold.Of("Microsoft.ServiceBus/namespaces"), bus => Assert.True(bus.GetProperty("properties").GetProperty("disableLocalAuth").GetBoolean()));
            Assert.All(foretold.Of("Microsoft.Communication/communicationServices"), mail => Assert.True(mail.GetProperty("properties").GetProperty("disableLocalAuth").GetBoolean()));
            Assert.All(foretold.Of("Microsoft.Insights/components"), insights => Assert.True(insights.GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean()));
            Assert.All(foretold.Of("Microsoft.KeyVault/vaults"), vault => Assert.True(vault.GetProperty("properties").GetProperty("enableRbacAuthorization").GetBoolean()));
        }
    }

    /// <summary>The roles needed by the calls in the app's assembly and by the host through its settings.</summary>
    private static IEnumerable<string> NeededWith(string backend, IReadOnlyDictionary<string, string> settings)
    {
        // The host stores its leases and the package: every function app needs it.
        yield return "Storage Blob Data Owner on storageAccounts/sthost";
        if (CodeOfTheApp.Uses("Azure.Data.Tables.TableClient"))
            yield return "Storage Table Data Contributor on storageAccounts/ststate";
        if (CodeOfTheApp.Uses("Azure.Storage.Blobs.BlobContainerClient"))
            yield return "Storage Blob Data Contributor on storageAccounts/ststate/blobServices/default/containers/audit-digests";
        if (CodeOfTheApp.Calls.Any(call => call.StartsWith("Azure.Messaging.ServiceBus.ServiceBusSender.", StringComparison.Ordinal)))
            yield return "Azure Service Bus Data Sender on namespaces/sb/queues/notifications";
        if (CodeOfTheApp.Uses("Azure.Messaging.ServiceBus.ServiceBusReceiver") || CodeOfTheApp.Functions.Values.Contains("ServiceBusTriggerAttribute"))
            yield return "Azure Service Bus Data Receiver on namespaces/sb/queues/notifications";
        if (CodeOfTheApp.Uses("Azure.Communication.Email.EmailClient"))
            yield return "Communication and Email Service Owner on communicationServices/acs";
        if (settings.Values.Any(value => value.Contains("@Microsoft.KeyVault", StringComparison.Ordinal)))
            yield return "Key Vault Secrets User on vaults/kv";
        if (settings.ContainsKey("APPLICATIONINSIGHTS_AUTHENTICATION_STRING"))
            yield return "Monitoring Metrics Publisher on components/appi";
        if (!CodeOfTheApp.Functions.Values.Contains("OrchestrationTriggerAttribute"))
            yield break;
        if (backend == "durableTaskScheduler")
        {
            yield return "Durable Task Data Contributor on schedulers/dts/taskHubs/access-review";
            yield break;
        }

        yield return "Storage Queue Data Contributor on storageAccounts/sthost";
        yield return "Storage Table Data Contributor on storageAccounts/sthost";
    }
}
