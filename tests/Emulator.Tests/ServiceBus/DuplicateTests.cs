using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class DuplicateTests
{
    private const string Id = "task-1:v3:mail";

    [Fact]
    public async Task A_duplicate_within_the_window_is_dropped_without_an_error()
    {
        await using var bus = await BusServer.StartAsync();

        await bus.SendAsync("first", Id);
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(59));
        await bus.SendAsync("second", Id);

        Assert.Equal(["first"], await BodiesAsync(bus));
    }

    [Fact]
    public async Task A_repeated_id_after_the_window_is_a_new_message()
    {
        await using var bus = await BusServer.StartAsync();

        await bus.SendAsync("first", Id);
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(60));
        await bus.SendAsync("second", Id);

        Assert.Equal(["first", "second"], await BodiesAsync(bus));
    }

    [Fact]
    public async Task A_duplicate_of_a_completed_message_is_dropped()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("first", Id);
        await bus.Receiver.CompleteMessageAsync(await bus.ReceiveAsync());

        await bus.SendAsync("second", Id);

        Assert.Empty(await BodiesAsync(bus));
    }

    [Fact]
    public async Task A_scheduled_and_an_immediate_message_with_one_id_are_duplicates()
    {
        await using var bus = await BusServer.StartAsync();

        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later") { MessageId = Id }, bus.Clock.GetUtcNow().AddMinutes(10));
        await bus.SendAsync("now", Id);

        Assert.Equal(["later"], await BodiesAsync(bus));
    }

    [Fact]
    public async Task A_duplicate_is_dropped_after_a_restart()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.SendAsync("one", Id);

        await bus.RestartAsync();
        await bus.SendAsync("one again", Id);

        Assert.Equal(["one"], await BodiesAsync(bus));
    }

    private static async Task<IEnumerable<string>> BodiesAsync(BusServer bus) =>
        (await bus.Receiver.PeekMessagesAsync(10)).Select(message => message.Body.ToString());
}
