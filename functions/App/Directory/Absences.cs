using AccessReview.App.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory;

/// <summary>Says who decides for a user who is out of office.</summary>
public sealed class Absences(DirectoryStore directory, TimeProvider clock)
{
    /// <summary>Returns null if the reader is not out of office.</summary>
    public async Task<string?> OfReaderAsync(User reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.DelegateAt(clock.GetUtcNow()) is { } delegateId
            ? DelegateText.ForYou((await directory.FindUserAsync(delegateId, cancellationToken))?.DisplayName ?? PersonNames.Former, reader.DelegateUntil, new LocalTime(reader.TimeZone))
            : null;
    }
}
