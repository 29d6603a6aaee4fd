using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks;

/// <summary>An event as it is stored.</summary>
/// <param name="Json">The stored text of the event.</param>
/// <param name="Previous">The hash of the event before; empty for the first.</param>
/// <param name="Hash">SHA-256 of the hash before, the version and the text, with line breaks between them.</param>
internal sealed record RecordedEvent(long Version, TaskEvent Event, string Json, string Previous, string Hash);
