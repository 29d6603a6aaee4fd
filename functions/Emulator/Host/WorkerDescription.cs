namespace AccessReview.Emulator.Host;

/// <summary>What a worker said of itself before it was ready.</summary>
/// <param name="HttpUri">Where it serves HTTP functions; null for an app without ConfigureFunctionsWebApplication.</param>
internal sealed record WorkerDescription(IReadOnlyList<WorkerFunction> Functions, Uri? HttpUri);
