namespace AccessReview.Emulator.Host;

/// <summary>What a worker reported before it was ready.</summary>
/// <param name="HttpUri">The worker's URL for HTTP functions; null for an app without ConfigureFunctionsWebApplication.</param>
internal sealed record WorkerDescription(IReadOnlyList<WorkerFunction> Functions, Uri? HttpUri);
