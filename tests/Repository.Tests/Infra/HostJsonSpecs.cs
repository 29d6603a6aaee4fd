using System.Text.Json.Nodes;
using AccessReview.App.Notifications;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Repository.Tests.Infra;

public sealed class HostJsonSpecs
{
    [Fact]
    public void The_scheduler_host_json_differs_only_in_the_backend()
    {
        var (ours, schedulers) = (Read("host.json"), Read("infra", "host.scheduler.json"));
        var durable = schedulers["extensions"]!["durableTask"]!.AsObject();

        Assert.Equal("azureManaged", (string?)durable["storageProvider"]!["type"]);
        durable.Remove("storageProvider");
        ours["extensions"]!["durableTask"]!.AsObject().Remove("storageProvider");
        durable["hubName"] = (string?)ours["extensions"]!["durableTask"]!["hubName"];
        Assert.True(JsonNode.DeepEquals(ours, schedulers));
    }

    [Fact]
    public void Work_of_a_dead_process_is_taken_over_after_one_minute_the_minimum_of_Azure_Storage()
    {
        var storage = Read("host.json")["extensions"]!["durableTask"]!["storageProvider"]!;

        Assert.Equal(("00:01:00", "00:01:00"), ((string?)storage["controlQueueVisibilityTimeout"], (string?)storage["workItemQueueVisibilityTimeout"]));
    }

    [Fact]
    public async Task Settings_that_host_json_refers_to_are_set_only_where_it_is_used()
    {
        var durable = Read("infra", "host.scheduler.json")["extensions"]!["durableTask"]!;
        var (connection, hub) = ((string)durable["storageProvider"]!["connectionStringName"]!, ((string)durable["hubName"]!).Trim('%'));

        Assert.Contains(connection, (await Foretold.Default).Settings.Keys);
        Assert.Contains(hub, (await Foretold.Default).Settings.Keys);
        Assert.DoesNotContain(connection, (await Foretold.Storage).Settings.Keys);
    }

    [Fact]
    public void The_host_logs_no_request_path_and_samples_no_telemetry()
    {
        var logging = Read("host.json")["logging"]!;

        Assert.False((bool)logging["applicationInsights"]!["httpAutoCollectionOptions"]!["enableHttpTriggerExtendedInfoCollection"]!);
        Assert.False((bool)logging["applicationInsights"]!["enableDependencyTracking"]!);
        Assert.False((bool)logging["applicationInsights"]!["samplingSettings"]!["isEnabled"]!);
        Assert.Equal("Warning", (string?)logging["logLevel"]!["Microsoft.Azure.WebJobs.Script.WebHost.Middleware.SystemTraceMiddleware"]);
    }

    [Fact]
    public async Task The_queue_has_the_properties_that_the_app_needs()
    {
        var queue = (await Foretold.Default).Of("Microsoft.ServiceBus/namespaces/queues").Single();
        var wanted = queue.GetProperty("properties");

        Assert.EndsWith("/" + NotificationMessage.Queue, queue.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            (true, "PT1H", "PT1M", 10),
            (wanted.GetProperty("requiresDuplicateDetection").GetBoolean(), wanted.GetProperty("duplicateDetectionHistoryTimeWindow").GetString(), wanted.GetProperty("lockDuration").GetString(), wanted.GetProperty("maxDeliveryCount").GetInt32()));
    }

    [Fact]
    public async Task The_firewall_blocks_the_webhooks_of_the_host()
    {
        var rules = (await Foretold.Everything).Of("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies").Single().GetProperty("properties").GetProperty("customRules").GetProperty("rules");
        var first = rules.EnumerateArray().OrderBy(rule => rule.GetProperty("priority").GetInt32()).First();

        Assert.Equal("Block", first.GetProperty("action").GetString());
        Assert.Contains("/runtime/webhooks", first.GetProperty("matchConditions").GetRawText(), StringComparison.Ordinal);
    }

    private static JsonObject Read(params string[] path) => JsonNode.Parse(File.ReadAllText(Checkout.PathOf(path)))!.AsObject();
}
