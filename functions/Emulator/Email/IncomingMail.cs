namespace AccessReview.Emulator.Email;

/// <summary>A composed mail for the outbox. Recipients are lower-case and unique.</summary>
internal sealed record IncomingMail(string OperationId, string From, string Subject, IReadOnlyList<string> Recipients, byte[] Eml)
{
    public OutboxMail ToOutbox(DateTimeOffset at, IReadOnlyList<MailDelivery> deliveries) => new(
        0,
        OperationId,
        at,
        From,
        string.Join(", ", Recipients),
        Subject,
        deliveries.Select(delivery => delivery.Status).Distinct().ToList() is [var one]
            ? one
            : string.Join(", ", deliveries.Select(delivery => $"{delivery.Address}: {delivery.Status}")));
}
