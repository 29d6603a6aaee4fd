namespace AccessReview.Emulator.ServiceBus;

/// <summary>What may happen to a message. The numbers are those that AMQP carries and that the file keeps.</summary>
internal enum MessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
