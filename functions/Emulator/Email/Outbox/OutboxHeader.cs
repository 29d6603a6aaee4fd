namespace AccessReview.Emulator.Email.Outbox;

internal sealed record OutboxHeader(string Name, string Value);
