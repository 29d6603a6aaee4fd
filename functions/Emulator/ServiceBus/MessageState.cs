namespace AccessReview.Emulator.ServiceBus;

/// <summary>The state of a message. The numbers are those of AMQP and of the data file.</summary>
internal enum MessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
