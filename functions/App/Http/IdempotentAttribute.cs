namespace AccessReview.App.Http;

/// <summary>A request that is repeated with the same Idempotency-Key gets the response of the first one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute;
