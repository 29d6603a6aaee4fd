namespace AccessReview.Emulator.ServiceBus;

/// <summary>The limit of the Standard tier.</summary>
internal static class MessageSize
{
    /// <summary>In bytes: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas.</summary>
    public const int Max = 256 * 1024;
}
