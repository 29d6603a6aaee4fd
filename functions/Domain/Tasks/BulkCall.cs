namespace AccessReview.Domain.Tasks;

/// <summary>The call that made several decisions together.</summary>
/// <param name="Id">The same for all decisions of the call.</param>
/// <param name="Size">The number of its decisions, with refused ones.</param>
public sealed record BulkCall(string Id, int Size);
