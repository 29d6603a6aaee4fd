using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Links;

/// <summary>The keys that sign and verify links; what the settings say is looked at once a minute, never once a request.</summary>
public sealed class LinkKeys(IConfiguration configuration, LocalLinkKey local, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private volatile Ring? _ring;

    /// <exception cref="InvalidOperationException">The settings hold no key to sign with.</exception>
    public (string Name, byte[] Key) Signing => Current.Signing is { } name && Current.Keys.TryGetValue(name, out var key)
        ? (name, key)
        : throw new InvalidOperationException("There is no key to sign links with: see Links:SigningKey.");

    private Ring Current => _ring is { } ring && clock.GetUtcNow() - ring.ReadAt is var age && age >= TimeSpan.Zero && age < Kept ? ring : _ring = Read();

    public byte[]? Find(string name) => Current.Keys.GetValueOrDefault(name);

    private Ring Read()
    {
        var options = configuration.GetSection(LinkOptions.Section).Get<LinkOptions>() ?? new LinkOptions();
        if (options.Fault(local.MayMake) is { } fault)
            throw new InvalidOperationException(fault);

        var keys = options.PresentKeys.ToFrozenDictionary(key => key.Key, key => Convert.FromBase64String(key.Value), StringComparer.Ordinal);
        return keys.Count > 0
            ? new Ring(options.SigningKey, keys, clock.GetUtcNow())
            : new Ring(LocalLinkKey.Name, new Dictionary<string, byte[]> { [LocalLinkKey.Name] = local.Read(options.KeyFolder) }.ToFrozenDictionary(), clock.GetUtcNow());
    }

    private sealed record Ring(string? Signing, FrozenDictionary<string, byte[]> Keys, DateTimeOffset ReadAt);
}
