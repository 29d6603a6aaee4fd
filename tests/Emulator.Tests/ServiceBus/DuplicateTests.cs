using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Emulator.Tests.ServiceBus;

public sealed class DuplicateTests
{
    [Fact]
    public async Task The_same_id_within_the_window_is_dropped_without_a_word()
    {
        await using var bus = await BusDriver.StartAsync();

        await bus.Sender.SendMessageAsync(Message("first"));
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(59));
        await bus.Sender.SendMessageAsync(Message("second"));

        Assert.Equal(["first"], await BodiesAsync(bus));
    }

    [Fact]
    public async Task The_same_id_after_the_window_is_a_new_message()
    {
        await using var bus = await BusDriver.StartAsync();

        await bus.Sender.SendMessageAsync(Message("first"));
        await bus.Clock.AdvanceAsync(TimeSpan.FromMinutes(60));
        await bus.Sender.SendMessageAsync(Message("second"));

        Assert.Equal(["first", "second"], await BodiesAsync(bus));
    }

    [Fact]
    public async Task A_completed_message_is_remembered()
    {
        await using var bus = await BusDriver.StartAsync();
        await bus.Sender.SendMessageAsync(Message("first"));
        await bus.Receiver.CompleteMessageAsync(await bus.Receiver.ReceiveMessageAsync(BusDriver.AMoment));

        await bus.Sender.SendMessageAsync(Message("second"));

        Assert.Empty(await BodiesAsync(bus));
    }

    [Fact]
    public async Task A_scheduled_and_an_immediate_message_with_one_id_are_duplicates()
    {
        await using var bus = await BusDriver.StartAsync();

        await bus.Sender.ScheduleMessageAsync(Message("later"), BusDriver.Monday.AddMinutes(10));
        await bus.Sender.SendMessageAsync(Message("now"));

        Assert.Equal(["later"], await BodiesAsync(bus));
    }

    private static ServiceBusMessage Message(string body) => new(body) { MessageId = "task-1:v3:mail" };

    private static async Task<IEnumerable<string>> BodiesAsync(BusDriver bus) =>
        (await bus.Receiver.PeekMessagesAsync(10)).Select(message => message.Body.ToString());
}
