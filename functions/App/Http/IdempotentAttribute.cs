namespace AccessReview.App.Http;

/// <summary>Sent again with the same Idempotency-Key, the request is answered as it was the first time.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute;
