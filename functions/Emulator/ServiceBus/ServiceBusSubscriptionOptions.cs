namespace AccessReview.Emulator.ServiceBus;

/// <summary>The settings of host.json and the trigger for one function's queue.</summary>
internal sealed record ServiceBusSubscriptionOptions(int MaxConcurrentCalls, TimeSpan MaxAutoLockRenewal, bool AutoComplete);
