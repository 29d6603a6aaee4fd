using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class ServiceBusTriggerTests
{
    private const string Connection = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

    [Fact]
    public async Task A_message_sent_by_the_client_runs_the_function_of_its_queue()
    {
        await using var host = await new HostDriver().With<QueueSample>().Setting("Queue", "letters").Setting("ServiceBus", Connection).StartAsync();
        await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]);

        await client.CreateSender("letters").SendMessageAsync(new ServiceBusMessage("""{"text":"hello"}""") { MessageId = "m1" });
        await host.Emulator.WhenIdleAsync();

        Assert.Equal(["raw m1 1", "hello m1 2"], host.Journal.Lines);
    }

    private sealed class QueueSample(Journal journal)
    {
        private static int _deliveries;

        [Function(nameof(Read))]
        public async Task Read(
            [ServiceBusTrigger("%Queue%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
            ServiceBusMessageActions actions,
            string messageId,
            int deliveryCount)
        {
            if (Interlocked.Increment(ref _deliveries) == 1)
            {
                journal.Write($"raw {messageId} {deliveryCount}");
                throw new InvalidOperationException("not yet");
            }

            journal.Write($"{message.Body.ToObjectFromJson<Letter>()?.Text} {message.MessageId} {message.DeliveryCount}");
            await actions.CompleteMessageAsync(message);
        }

        private sealed record Letter([property: System.Text.Json.Serialization.JsonPropertyName("text")] string Text);
    }
}
