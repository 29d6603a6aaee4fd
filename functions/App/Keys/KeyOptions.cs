namespace AccessReview.App.Keys;

/// <summary>The keys of one purpose. One key signs and all keys verify, so that a key can be replaced while its signatures are still in use.</summary>
public record KeyOptions
{
    public const int KeyBytes = 32;

    private const string HowToMake = "Create one with: openssl rand -base64 32";

    /// <summary>The name of the signing key; the others only verify.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Keys by name, base64 of 32 random bytes. An empty value removes a key of another configuration source.</summary>
    public Dictionary<string, string?> Keys { get; init; } = [];

    /// <summary>The folder of the local key that is used if no key is set; relative to the data folder.</summary>
    public string? KeyFolder { get; init; }

    public IReadOnlyDictionary<string, string> PresentKeys =>
        Keys.Where(key => !string.IsNullOrEmpty(key.Value)).ToDictionary(key => key.Key, key => key.Value!, StringComparer.Ordinal); // Not empty.

    /// <summary>Returns what is wrong with the keys, or null.</summary>
    /// <param name="section">The name of the settings section, for the message.</param>
    /// <param name="mayMakeKey">True: a local key is created if none is set.</param>
    public string? KeyFault(string section, bool mayMakeKey)
    {
        var keys = PresentKeys;
        if (keys.Count == 0 && SigningKey is null)
            return mayMakeKey ? null : $"Set {section}:SigningKey to the name of a key, and {section}:Keys:{{name}} to base64 of 32 random bytes.";
        if (SigningKey is null || !keys.ContainsKey(SigningKey))
            return $"{section}:SigningKey must be the name of one of {section}:Keys.";
        return keys.Select(key => FaultOf(section, key.Key, key.Value)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(string section, string name, string value)
    {
        if (!IsName(name))
            return $"The name of one of {section}:Keys is refused: a name has 1 to 32 letters, digits, - or _.";
        Span<byte> bytes = stackalloc byte[3 * KeyBytes];
        if (!Convert.TryFromBase64String(value, bytes, out var count) || count != KeyBytes)
            return $"{section}:Keys:{name} is not base64 of 32 bytes. {HowToMake}";
        return KeyStrength.IsWeak(bytes[..count]) ? $"{section}:Keys:{name} repeats itself, so it could be guessed. {HowToMake}" : null;
    }

    public static bool IsName(string name) =>
        name is { Length: >= 1 and <= 32 } && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
