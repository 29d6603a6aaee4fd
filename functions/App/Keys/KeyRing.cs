using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Keys;

/// <summary>The keys of one purpose. The settings are read at most once a minute, not for each request.</summary>
/// <param name="section">The settings section.</param>
/// <param name="localFile">The file of the local key, without its extension.</param>
public abstract class KeyRing(string section, string localFile, IConfiguration configuration, LocalKeys local, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private volatile Ring? _ring;

    /// <exception cref="InvalidOperationException">The settings contain no signing key.</exception>
    public (string Name, byte[] Key) Signing => Current.Signing is { } name && Current.Keys.TryGetValue(name, out var key)
        ? (name, key)
        : throw new InvalidOperationException($"There is no key to sign with: see {section}:SigningKey.");

    private Ring Current => _ring is { } ring && clock.GetUtcNow() - ring.ReadAt is var age && age >= TimeSpan.Zero && age < Kept ? ring : _ring = Read();

    public byte[]? Find(string name) => Current.Keys.GetValueOrDefault(name);

    private Ring Read()
    {
        var options = configuration.GetSection(section).Get<KeyOptions>() ?? new KeyOptions();
        if (options.KeyFault(section, local.MayMake) is { } fault)
            throw new InvalidOperationException(fault);

        var keys = options.PresentKeys.ToFrozenDictionary(key => key.Key, key => Convert.FromBase64String(key.Value), StringComparer.Ordinal);
        return keys.Count > 0
            ? new Ring(options.SigningKey, keys, clock.GetUtcNow())
            : new Ring(LocalKeys.Name, new Dictionary<string, byte[]> { [LocalKeys.Name] = local.Read(options.KeyFolder, localFile) }.ToFrozenDictionary(), clock.GetUtcNow());
    }

    private sealed record Ring(string? Signing, FrozenDictionary<string, byte[]> Keys, DateTimeOffset ReadAt);
}
