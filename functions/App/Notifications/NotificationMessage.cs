using System.Globalization;
using System.Text.Json;
using AccessReview.App.Store;
using Azure.Messaging.ServiceBus;

namespace AccessReview.App.Notifications;

/// <summary>A message in the queue. It only names the notification; the state is in the notification's row.</summary>
/// <param name="Key">The notification.</param>
/// <param name="Attempt">How often sending has failed before.</param>
/// <param name="Waits">How often it has waited for its turn.</param>
public sealed record NotificationMessage(NotificationKey Key, int Attempt, int Waits)
{
    public const string Queue = "notifications";

    private const int Schema = 1;
    private const int MaxBytes = 4096;
    private const string AttemptProperty = "attempt";
    private const string WaitsProperty = "waits";
    private const string VersionProperty = "version";

    /// <summary>The task's version after which a sent message is to be updated; null: the notification is to be sent.</summary>
    public long? Version { get; init; }

    /// <summary>The queue drops a second message with this id within an hour. After that, the row's state prevents a repeat.</summary>
    public string Name => Attempt + Waits == 0 ? Cause : $"{Cause}#{Attempt}.{Waits}";

    private string Cause => Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{Key.Id}v{version}") : Key.Id;

    /// <param name="name">Replaces <see cref="Name"/>, if the message must not be treated as a repeat of an earlier one.</param>
    public ServiceBusMessage ToMessage(string? name = null)
    {
        var message = new ServiceBusMessage(RowJson.Write(new Body(Schema, Key.Partition, Key.Id)))
        {
            ContentType = "application/json",
            Subject = "notification",
            MessageId = name ?? Name,
            ApplicationProperties = { [AttemptProperty] = Attempt, [WaitsProperty] = Waits },
        };
        if (Version is { } version)
            message.ApplicationProperties[VersionProperty] = version;
        return message;
    }

    /// <summary>Returns null, with the reason in <paramref name="fault"/>, for a message that no handler can read.</summary>
    public static NotificationMessage? Read(ServiceBusReceivedMessage message, out string? fault)
    {
        fault = null;
        var bytes = message.Body.ToMemory();
        if (bytes.Length > MaxBytes)
        {
            fault = "too_large";
            return null;
        }

        try
        {
            var body = JsonSerializer.Deserialize<Body>(bytes.Span, RowJson.Options);
            fault = body switch
            {
                null => "malformed",
                { Schema: not Schema } => "unknown_schema",
                { Partition.Length: > 0, Id.Length: > 0 } => null,
                _ => "malformed",
            };
            return fault is null
                ? new NotificationMessage(new NotificationKey(body!.Partition!, body.Id!), Count(message, AttemptProperty), Count(message, WaitsProperty)) { Version = VersionOf(message) }
                : null;
        }
        catch (JsonException)
        {
            fault = "malformed";
            return null;
        }
    }

    private static int Count(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out var value) && value is int count ? count : 0;

    private static long? VersionOf(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(VersionProperty, out var value) && value is long version ? version : null;

    private sealed record Body(int Schema, string? Partition, string? Id);
}
