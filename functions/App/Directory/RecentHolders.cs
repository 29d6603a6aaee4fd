using AccessReview.Domain.Directory;
using Microsoft.Extensions.Caching.Memory;

namespace AccessReview.App.Directory;

/// <summary>
/// Remembers in this process who holds an entitlement. A review of an entitlement opens many tasks at once, and the row and the mail
/// of each show how many others have the access.
/// </summary>
public sealed class RecentHolders(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private const int MaxGrants = 100_000;

    private readonly MemoryCache _remembered = new(new MemoryCacheOptions { SizeLimit = MaxGrants });

    /// <summary>The holders, one more than <see cref="AccessContext.MaxHolders"/> at most, so that one can be left out.</summary>
    public async Task<IReadOnlyList<Grant>> ReadAsync(DirectoryStore directory, EntitlementId entitlement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var read = new Remembered(
            await directory.HoldersAsync(entitlement, null, cancellationToken).Where(holder => holder.IsHeld).Take(AccessContext.MaxHolders + 1).ToListAsync(cancellationToken),
            clock.GetUtcNow());
        _remembered.Set(entitlement, read, new MemoryCacheEntryOptions { Size = read.Holders.Count + 1 });
        return read.Holders;
    }

    /// <summary>The same, if it was read a short time ago.</summary>
    public async Task<IReadOnlyList<Grant>> RecallAsync(DirectoryStore directory, EntitlementId entitlement, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(entitlement, out Remembered? known) && known is not null && clock.GetUtcNow() - known.At < Lifetime
            ? known.Holders
            : await ReadAsync(directory, entitlement, cancellationToken);

    public void Dispose() => _remembered.Dispose();

    private sealed record Remembered(IReadOnlyList<Grant> Holders, DateTimeOffset At);
}
