namespace AccessReview.Emulator.ServiceBus;

/// <summary>What host.json and the trigger say about one function's queue.</summary>
internal sealed record ServiceBusSubscriptionOptions(int MaxConcurrentCalls, TimeSpan MaxAutoLockRenewal, bool AutoComplete);
