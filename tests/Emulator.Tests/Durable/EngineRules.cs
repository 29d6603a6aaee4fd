using System.Reflection;
using System.Text.Json.Serialization;
using AccessReview.Emulator.Durable.History;
using AccessReview.Emulator.Durable.Orchestrators;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

public sealed class EngineRules
{
    [Fact]
    public void Every_history_event_can_be_stored()
    {
        var events = typeof(HistoryEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(HistoryEvent)));
        var storable = typeof(HistoryEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(stored => stored.DerivedType);

        Assert.Equal(events.OrderBy(type => type.Name), storable.OrderBy(type => type.Name));
    }

    [Fact]
    public void A_new_id_is_the_one_that_Azure_would_give() =>
        Assert.Equal(
            // RFC 9562 version 5 in the SDK's namespace, of instance, time and count.
            new Guid("91d5020f-0cc7-5602-9712-26a74adf8187"),
            DeterministicGuid.For("instance_2026-01-05T09:00:00.0000000Z_0"));
}
